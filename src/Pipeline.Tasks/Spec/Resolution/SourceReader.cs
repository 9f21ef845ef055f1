using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>What the blocks of an experiment say of files and models beside their paths.</summary>
internal static class SourceReader
{
    /// <summary>The source that a key names; null where a path is all that it says, or where it is at fault.</summary>
    /// <param name="key">The keys that lead to <paramref name="entry"/>.</param>
    public static NamedSource? Read(CheckedEntry entry, IReadOnlyList<string> key, bool isModel)
    {
        if (entry.Node is not CheckedBlock { HasFault: false } block)
            return null;
        var (path, at) = (block.Value("path") as string, (block.Find("hub") ?? block.Find("url"))?.KeyOrigin.At ?? entry.KeyOrigin.At);
        if (!isModel)
        {
            var url = block.Value("url") as string;
            var sha256 = block.Value("sha256") as string;
            return url is null && sha256 is null ? null : new NamedDataFile(key, at, path, url is null ? null : new Uri(url), sha256);
        }

        var digests = block.Block("sha256")?.Entries.ToDictionary(
            e => e.Key, e => (string)((CheckedValue)e.Node).Value, StringComparer.Ordinal) ?? [];
        var hub = block.Value("hub") as string;
        return hub is null && digests.Count == 0
            ? null
            : new NamedModel(key, at, path, hub, block.Value("revision") as string, digests);
    }

    /// <summary>All of an experiment's, in the order of its keys; what runs of one matrix share is there once for each run.</summary>
    public static IEnumerable<NamedSource> All(ExperimentTree tree)
    {
        IEnumerable<NamedSource?> all =
        [
            .. (tree.Root.Block("data")?.Entries ?? []).Where(e => e.Key is "train" or "validation" or "test" or "labels")
                .Select(e => Read(e, ["data", e.Key], isModel: false)),
            tree.Root.Find("backbone") is { } backbone ? Read(backbone, ["backbone"], isModel: true) : null,
            .. ExtraSetCompletion.SetsOf(tree.Root).Where(s => s.Node is CheckedBlock).SelectMany(
                set => ((CheckedBlock)set.Node).Entries.Where(e => e.Key is "file" or "labels")
                    .Select(e => Read(e, ["evaluation", "extra_sets", set.Key, e.Key], isModel: false))),
            .. tree.Runs.Select(run => (run.Entry.Node as CheckedBlock)?.Find("initialize_from") is { } start
                ? Read(start, ["runs", run.WrittenAs, "initialize_from"], isModel: true)
                : null),
        ];
        return all.OfType<NamedSource>();
    }
}
