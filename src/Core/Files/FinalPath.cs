namespace Emotune.Files;

/// <summary>Where a path ends when every link in its last place is followed.</summary>
internal static class FinalPath
{
    /// <returns>Absolute; a path that is no link as it is.</returns>
    public static string Of(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link
            ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName
            : Path.GetFullPath(path);
}
