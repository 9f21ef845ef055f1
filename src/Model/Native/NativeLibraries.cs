using System.Runtime.InteropServices;
using Emotune.Diagnostics;

namespace Emotune.Model.Native;

/// <summary>
/// Makes libtorch loadable before anything touches <c>torch</c>: a load that fails inside TorchSharp copies
/// half a gigabyte about and prints a hundred lines, so it is tried here and reported in one.
/// </summary>
/// <remarks>
/// <c>libLibTorchSharp.so</c> asks for <c>GLIBCXX_3.4.32</c>, which Debian 12's libstdc++ does not have. The one symbol
/// of that version is a marker that nothing calls, so the need is made weak in the copy beside this assembly.
/// The package cache is never written to.
/// </remarks>
internal static class NativeLibraries
{
    private const string Wrapper = "libLibTorchSharp.so";
    private const string NeededVersion = "GLIBCXX_3.4.32";
    private const string NeededSymbol = "_ZSt21ios_base_library_initv";

    private static readonly Lazy<Diagnostic?> Loaded = new(() => Load(Path.GetDirectoryName(typeof(NativeLibraries).Assembly.Location)!));

    /// <summary>Loads libtorch once a process.</summary>
    /// <exception cref="DiagnosticException">EXP2060, EXP4301: it cannot be loaded here, and why.</exception>
    public static void EnsureLoaded()
    {
        if (Loaded.Value is { } problem)
            throw new DiagnosticException(problem);
    }

    internal static Diagnostic? Load(string folder)
    {
        var wrapper = LibtorchPlace.Wrapper(folder, Wrapper);
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return Problems.NativeLibraryNotLoaded.Given(
                folder, $"this is {RuntimeInformation.RuntimeIdentifier}, where TorchSharp does not load (dotnet/TorchSharp#1567).");
        }

        if (!File.Exists(wrapper))
            return Problems.NativeLibraryNotLoaded.Given(folder, $"{Wrapper} is not there.");
        var apart = LibtorchPlace.Apart(folder);
        if (apart is not null && !LibtorchPlace.WaitForWhole(apart, folder))
            return Problems.LibtorchPackageGone.Given(apart, LibtorchPlace.Sdk(folder));
        try
        {
            ThreadWaiting.KeepShort();
            if (!SystemHasNeededSymbol())
                WeakenNeed(wrapper);
            // The wrapper looks beside itself, and takes what is loaded already by its name.
            if (apart is not null)
                NativeLibrary.Load(apart);
            NativeLibrary.Load(wrapper);
            return null;
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException or IOException
            or UnauthorizedAccessException)
        {
            return Problems.NativeLibraryNotLoaded.Given(folder, problem.Message.ReplaceLineEndings(" ").Trim());
        }
    }

    private static bool SystemHasNeededSymbol() =>
        NativeLibrary.TryLoad("libstdc++.so.6", out var library) && NativeLibrary.TryGetExport(library, NeededSymbol, out _);

    // Size and modification time stay the original's, or the next build copies the original back over it.
    private static void WeakenNeed(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (!VersionNeeds.Weaken(bytes, NeededVersion))
            return;
        var temporary = $"{path}.{Environment.ProcessId}";
        File.WriteAllBytes(temporary, bytes);
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(path));
        File.Move(temporary, path, overwrite: true);
    }
}
