namespace Emotune.Platform;

/// <summary>Paths as keys, manifests and tables have them, and as a system compares them.</summary>
internal static class PathText
{
    /// <summary>Whether two absolute paths name one place. What a folder of another case rule has is not asked.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A path below a folder with forward slashes, whatever the system's separator. A backslash of Unix is part of a name.</summary>
    public static string Below(string folder, string path) => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
