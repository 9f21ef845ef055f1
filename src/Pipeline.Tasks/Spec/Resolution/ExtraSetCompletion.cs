using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>What an extra set does not say of itself is as the experiment's data have it, and then as the table's defaults do.</summary>
internal static class ExtraSetCompletion
{
    private const string Path = "evaluation.extra_sets";

    /// <summary>The sets of an experiment; none where it has none, or where they are at fault.</summary>
    public static IReadOnlyList<CheckedEntry> SetsOf(CheckedBlock root) => root.Block("evaluation")?.Block("extra_sets")?.Entries ?? [];

    public static string PathOf(CheckedEntry set) => $"{Path}.{set.Key}";

    /// <param name="root">Complete but for its extra sets.</param>
    public static CheckedBlock Complete(CheckedBlock root, Completion completion)
    {
        if (root.Find("evaluation") is not { Node: CheckedBlock evaluation } outer
            || evaluation.Find("extra_sets") is not { Node: CheckedBlock sets } inner)
        {
            return root;
        }

        var data = root.Block("data") ?? new CheckedBlock([], root.Origin);
        CheckedEntry Completed(CheckedEntry set) => set.Node is CheckedBlock block
            ? set with { Node = completion.Complete(ExtraSetSchema.Resolved, Inherit(block, data), PathOf(set), set.KeyOrigin) }
            : set;
        return root.With(
            outer with { Node = evaluation.With(inner with { Node = sets with { Entries = [.. sets.Entries.Select(Completed)] } }) });
    }

    private static CheckedBlock Inherit(CheckedBlock set, CheckedBlock data)
    {
        if (set.Find("format") is null && data.Find("format") is { } format)
            set = set.With(format);
        var hasColumns = set.Value("format") is not "tsv-label-ids";
        if (hasColumns && data.Find("columns") is { Node: CheckedBlock all } columns)
        {
            var below = set.Value("format") is "csv" ? all : all with { Entries = [.. all.Entries.Where(e => e.Key != "delimiter")] };
            set = set.With(set.Find("columns") is { Node: CheckedBlock above } own
                ? own with { Node = Overlay(below, above) }
                : columns with { Node = below });
        }

        if (set.Value("format") is not "parquet" && set.Find("encoding") is null && data.Find("encoding") is { } encoding)
            set = set.With(encoding);
        var hasPositions = !hasColumns || set.Block("columns")?.Value("label_values") is "ids";
        return hasPositions && set.Find("labels") is null && data.Find("labels") is { } labels ? set.With(labels) : set;
    }

    /// <summary>A column that the set names makes idle what the data say in the other of two ways.</summary>
    private static CheckedBlock Overlay(CheckedBlock below, CheckedBlock above)
    {
        bool IsMadeIdle(CheckedEntry entry) => above.Entries.Any(own => Excludes(own.Key, entry.Key) || Excludes(entry.Key, own.Key));
        return above.Entries.Aggregate(
            below with { Entries = [.. below.Entries.Where(e => !IsMadeIdle(e))] }, (all, entry) => all.With(entry));
    }

    private static bool Excludes(string key, string other) => ExtraSetSchema.Columns.Find(key)?.Without == other;
}
