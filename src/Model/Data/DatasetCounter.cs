namespace Emotune.Model.Data;

/// <summary>Counts what <see cref="DatasetStatistics"/> holds.</summary>
internal static class DatasetCounter
{
    /// <param name="splits">Train, validation, test, each with its rows' lengths before truncation.</param>
    public static DatasetStatistics Count(IReadOnlyList<(PreparedSplit Rows, int[] Lengths)> splits, int maxLength)
    {
        var names = SplitNames.All.Select(s => s.Name()).ToArray();
        var positives = splits.Select(s => Positives(s.Rows)).ToArray();
        var texts = splits.Select(s => s.Rows.Texts.ToHashSet(StringComparer.Ordinal)).ToArray();
        return new DatasetStatistics(
            [.. splits.Select((s, i) => Count(names[i], s.Rows, texts[i].Count, s.Lengths, maxLength))],
            [.. splits[0]
                .Rows.LabelNames.Select((name, l) => new LabelStatistics(name, positives[0][l], positives[1][l], positives[2][l]))],
            maxLength,
            [Shared(0, 1), Shared(0, 2), Shared(1, 2)]);

        SharedRows Shared(int first, int second) =>
            new(names[first], names[second], splits[second].Rows.Texts.Count(texts[first].Contains));
    }

    /// <summary>The value below which a fraction of the sorted numbers lies, linear between the two nearest ranks.</summary>
    internal static double Quantile(ReadOnlySpan<int> sorted, double fraction)
    {
        var rank = fraction * (sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    internal static SplitStatistics Count(string name, PreparedSplit split, int distinctTexts, int[] lengths, int maxLength)
    {
        var labels = Enumerable.Range(0, split.Count).Select(row => split.LabelsOf(row).Count((byte)1)).ToArray();
        int[] sorted = [.. lengths.Order()];
        return new SplitStatistics(
            name,
            split.Count,
            labels.Count(n => n == 0),
            labels.Count(n => n > 1),
            labels.Average(),
            split.Count - distinctTexts,
            lengths.Count(n => n > maxLength),
            lengths.Average(),
            Quantile(sorted, 0.5),
            Quantile(sorted, 0.95),
            sorted[^1],
            [.. sorted.CountBy(n => n).Select(c => new LengthCount(c.Key, c.Value))]);
    }

    private static int[] Positives(PreparedSplit split)
    {
        var positives = new int[split.LabelCount];
        for (var i = 0; i < split.MultiHotLabels.Length; i++)
            positives[i % positives.Length] += split.MultiHotLabels[i];
        return positives;
    }
}
