namespace Emotune.Model.Native;

/// <summary>Where libtorch and its wrapper lie for an assembly that was built, referenced or packed.</summary>
internal static class LibtorchPlace
{
    /// <summary>Any of libtorch's files leads to the others, and this one asks for them all.</summary>
    public const string Library = "libtorch.so";

    // A program that is built for no one system keeps each system's files in a folder of its own.
    private const string OfOneSystem = "runtimes/linux-x64/native";

    // Beside the packed tasks: the way from there to the package of libtorch.
    private const string PathFile = "libtorch.path";

    // NuGet writes it last into the folder of a package.
    private const string PackageMark = ".nupkg.metadata";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>The wrapper that belongs to the assemblies of a folder.</summary>
    /// <returns>Where it is, or where it should be.</returns>
    public static string Wrapper(string folder, string name)
    {
        var (beside, below) = (Path.Combine(folder, name), Path.Combine(folder, OfOneSystem, name));
        return !File.Exists(beside) && File.Exists(below) ? below : beside;
    }

    /// <summary>The library where it lies apart from the wrapper, in a package of its own.</summary>
    /// <returns>Null where it lies beside the wrapper, which finds it there by itself.</returns>
    public static string? Apart(string folder)
    {
        var file = Path.Combine(folder, PathFile);
        return File.Exists(file) ? Path.GetFullPath(Path.Combine(folder, File.ReadAllText(file).Trim(), Library)) : null;
    }

    /// <summary>The folder of the package that the assemblies of a folder <c>tools/FRAMEWORK</c> belong to.</summary>
    public static string Sdk(string folder) => Path.GetFullPath(Path.Combine(folder, "..", ".."));

    /// <summary>
    /// Waits for another build that is fetching the package of libtorch: NuGet takes an SDK for installed while its dependency is still
    /// being written, and half a library ends the process that maps it.
    /// </summary>
    /// <param name="library">What <see cref="Apart"/> gave.</param>
    /// <returns>False where it is not whole, and nobody is at work on it.</returns>
    public static bool WaitForWhole(string library, string folder)
    {
        var package = Path.GetFullPath(Path.Combine(library, "..", "..", "..", ".."));
        while (!File.Exists(library) || !File.Exists(Path.Combine(package, PackageMark)))
        {
            var (latest, pause) = Directory.Exists(package)
                ? (LatestIn(Path.GetDirectoryName(library)!, package), TimeSpan.FromMinutes(1))
                : (File.GetLastWriteTimeUtc(Path.Combine(Sdk(folder), PackageMark)), TimeSpan.FromSeconds(20));
            if (DateTime.UtcNow - latest > pause)
                return false;
            Thread.Sleep(Look);
        }

        return true;
    }

    private static DateTime LatestIn(string files, string package)
    {
        var folder = new DirectoryInfo(Directory.Exists(files) ? files : package);
        return folder.EnumerateFiles().Select(f => f.LastWriteTimeUtc).Append(folder.LastWriteTimeUtc).Max();
    }
}
