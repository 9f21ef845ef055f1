using System.Reflection;

namespace Emotune.Pipeline.EndToEnd.Packages;

/// <summary>
/// A folder with all packages of this repository, packed once from what the tests were built with, and with libtorch's: all that an
/// SDK project needs.
/// </summary>
public static class PackedFeed
{
    private static readonly Lazy<string> Packed = new(Pack);
    private static readonly Lock Packing = new();

    public static string Folder => Packed.Value;

    /// <summary>NuGet's folder of packages on this machine.</summary>
    public static string MachineCache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    public static string Version { get; } = typeof(PackedFeed).Assembly.GetName().Version!.ToString(3);

    /// <summary>Packs once more.</summary>
    public static void PackTo(string folder)
    {
        var configuration = typeof(PackedFeed).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var command = $"dotnet pack build/Emotune.slnx -c {configuration} --no-build -o '{folder}'";
        BuildResult pack;
        lock (Packing)
            pack = Shell.Run(command, Repository.Root, new Dictionary<string, string>());
        Assert.True(pack.ExitCode == 0 && !pack.Output.Contains("warning", StringComparison.OrdinalIgnoreCase), pack.Output);
    }

    private static string Pack()
    {
        var folder = Directory.CreateTempSubdirectory("emotune-feed").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        PackTo(folder);
        var libtorch = Directory.EnumerateFiles(
            Path.Combine(MachineCache, "libtorch-cpu-linux-x64"), "*.nupkg", SearchOption.AllDirectories).Single();
        // 128 MB: linked where both are on one disk.
        if (!Tool.TryRun(out _, "ln", libtorch, folder))
            Tool.Run("cp", libtorch, folder);
        return folder;
    }
}
