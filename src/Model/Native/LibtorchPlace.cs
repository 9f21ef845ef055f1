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
}
