using Emotune.Diagnostics;

namespace Emotune.Pipeline.Acquisition.Cache;

/// <summary>Makes folders in a cache. No link on the way may lead out of it; the cache itself may be one.</summary>
internal static class CacheFolder
{
    /// <param name="relative">The folder's path in the cache, with slashes.</param>
    /// <returns>The folder.</returns>
    /// <exception cref="DiagnosticException">EXP2044: a link leads out of the cache.</exception>
    public static string Make(string root, string relative)
    {
        Directory.CreateDirectory(root);
        var folder = root;
        foreach (var part in relative.Split('/'))
        {
            folder = Path.Combine(folder, part);
            var info = new DirectoryInfo(folder);
            if (info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true)!.FullName is var end && !IsBelow(end, root))
                throw new DiagnosticException(Problems.CacheLeadsOutside.Given(folder, end, root));
            Directory.CreateDirectory(folder);
        }

        return folder;
    }

    /// <summary>As <see cref="Make"/>, for the folder that a file will lie in.</summary>
    /// <returns>The file.</returns>
    public static string ForFile(string root, string relative) =>
        Path.Combine(Make(root, Path.GetDirectoryName(relative)!.Replace('\\', '/')), Path.GetFileName(relative));

    private static bool IsBelow(string path, string root) =>
        new[] { root, new DirectoryInfo(root).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? root }
            .Any(r => path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(r)) + Path.DirectorySeparatorChar,
                StringComparison.Ordinal));
}
