namespace Emotune.Model.Comparison;

/// <summary>The words that matter most for each label over all explained comments.</summary>
internal static class LabelWords
{
    /// <summary>So many words a label and run.</summary>
    public const int Words = 20;

    /// <summary>
    /// By run and label, in the given orders, the words that add most to the label's logit over the comments where a seed
    /// explained it; words in any case are one. Words that take away more than they add are not listed.
    /// </summary>
    public static IReadOnlyList<LabelWord> Of(IReadOnlyList<ExplainedRun> runs, IReadOnlyList<string> labels) =>
        [.. runs.SelectMany(run => labels.SelectMany(label => Of(run, label)))];

    private static IEnumerable<LabelWord> Of(ExplainedRun run, string label)
    {
        var occurrences =
            from seed in run.Seeds
            from comment in seed.Attributions
            from explained in comment.Labels
            where explained.Label == label
            from occurrence in comment.Players.Zip(explained.Values)
            select (comment.Row, Word: occurrence.First.Word.ToLowerInvariant(), Value: occurrence.Second);
        return occurrences.GroupBy(o => o.Word, StringComparer.Ordinal)
            .Select(
                g => (Word: g.Key, Comments: g.Select(o => o.Row).Distinct().Count(), Total: g.Sum(o => o.Value) / run.Seeds.Count,
                    Mean: g.Average(o => o.Value)))
            .Where(w => w.Total > 0)
            .OrderByDescending(w => w.Total)
            .ThenBy(w => w.Word, StringComparer.Ordinal)
            .Take(Words)
            .Select((w, i) => new LabelWord(run.Name, label, i + 1, w.Word, w.Comments, w.Total, w.Mean));
    }
}
