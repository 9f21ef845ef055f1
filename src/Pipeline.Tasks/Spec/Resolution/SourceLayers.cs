using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>
/// What a source says in several layers. A later layer that names another place or another version means another file, of which nothing
/// that an earlier layer says is known to be true.
/// </summary>
internal static class SourceLayers
{
    // A digest of a later layer alone corrects that of the earlier one. Another address alone is that of a mirror: the digest still says
    // which file is right.
    private static readonly string[] Deciding = ["path", "hub", "revision"];

    private static readonly string[] All = [.. Deciding, "url", "sha256"];

    /// <summary>The block without what a later layer made idle. Any block that is not of a source is as it was.</summary>
    public static CheckedBlock Latest(CheckedBlock block)
    {
        if (block.Entries.All(e => e.Key is not ("hub" or "url" or "sha256")))
            return block;
        var latest = block.Entries.Where(e => Deciding.Contains(e.Key)).Select(e => e.KeyOrigin.Layer)
            .DefaultIfEmpty(SpecLayer.Default).Max();
        // A new revision is one of the hub that stands there.
        var keepsHub = block.Entries.Where(e => e.Key is "path" or "hub").All(e => e.KeyOrigin.Layer < latest);
        return block with { Entries = [.. block.Entries.Where(e => !IsIdle(e))] };

        bool IsIdle(CheckedEntry entry) =>
            All.Contains(entry.Key) && entry.KeyOrigin.Layer < latest && !(keepsHub && entry.Key == "hub");
    }
}
