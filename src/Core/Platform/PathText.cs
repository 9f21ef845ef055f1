namespace Emotune.Platform;

/// <summary>Paths as keys, manifests and tables have them, and as a system compares them.</summary>
internal static class PathText
{
    /// <summary>Compares absolute paths by the case rule that the system has unless a folder was given another.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A path below a folder, with forward slashes on every system. A backslash of Unix is part of a name.</summary>
    public static string Below(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
