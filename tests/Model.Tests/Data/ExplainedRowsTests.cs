using Emotune.Model.Data;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Data;

public sealed class ExplainedRowsTests
{
    [Fact]
    public void Rare_labels_are_represented_beside_frequent_ones()
    {
        // 900 rows of label 0, 90 of label 1, 9 of label 2, one without labels.
        var split = Split([.. Enumerable.Range(0, 1000).Select(i => i < 900 ? new[] { 0 } : i < 990 ? [1] : i < 999 ? [2] : [])]);

        var rows = ExplainedRows.Choose(split, 20, 1);

        Assert.Equal(20, rows.Distinct().Count());
        Assert.Equal(rows.Take(7), ExplainedRows.Choose(split, 7, 1));
        Assert.Equal(
            (7, 6, 6, 1),
            (rows.Count(r => r < 900), rows.Count(r => r is >= 900 and < 990), rows.Count(r => r is >= 990 and < 999),
                rows.Count(r => r == 999)));
    }

    [Fact]
    public void The_seed_chooses()
    {
        var split = Split([.. Enumerable.Range(0, 200).Select(i => new[] { i % 3 })]);

        Assert.Equal(ExplainedRows.Choose(split, 10, 1), ExplainedRows.Choose(split, 10, 1));
        Assert.NotEqual(ExplainedRows.Choose(split, 10, 1), ExplainedRows.Choose(split, 10, 2));
    }

    [Fact]
    public void No_more_rows_are_chosen_than_there_are() =>
        Assert.Equal([0, 1], ExplainedRows.Choose(Split([[0], [1, 2]]), 10, 1).Order());

    [Theory]
    [InlineData(40, 3, 0.3)]
    [InlineData(200, 17, 0.05)]
    [InlineData(120, 60, 0.9)]
    [InlineData(30, 90, 0.02)]
    public void Rows_are_those_that_looking_at_every_label_and_row_each_time_gives(int rows, int labelCount, double share)
    {
        var random = new Random(rows);
        var split = Split(
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, labelCount).Where(_ => random.NextDouble() < share).ToArray())],
            labelCount);
        foreach (var count in new[] { 1, 7, rows / 2, rows, rows + 1 })
            Assert.Equal(Slowly(split, count, 3), ExplainedRows.Choose(split, count, 3));
    }

    private static List<int> Slowly(PreparedSplit split, int count, ulong seed)
    {
        var random = new CounterRandom(seed);
        var left = Enumerable.Range(0, split.Count).OrderBy(row => random.Bits((ulong)row + 1)).ThenBy(row => row).ToList();
        var chosenOf = new int[split.LabelCount + 1];
        var chosen = new List<int>();
        while (chosen.Count < count && left.Count > 0)
        {
            var label = left.SelectMany(r => Groups(split, r)).Distinct().Order().MinBy(l => chosenOf[l]);
            var row = left.First(r => Groups(split, r).Contains(label));
            left.Remove(row);
            chosen.Add(row);
            foreach (var group in Groups(split, row))
                chosenOf[group]++;
        }

        return chosen;
    }

    private static int[] Groups(PreparedSplit split, int row)
    {
        int[] labels = [.. Enumerable.Range(0, split.LabelCount).Where(l => split.MultiHotLabels[row * split.LabelCount + l] != 0)];
        return labels.Length > 0 ? labels : [split.LabelCount];
    }

    private static PreparedSplit Split(int[][] labels, int labelCount = 3)
    {
        var multiHot = new byte[labels.Length * labelCount];
        foreach (var (row, its) in labels.Index())
        {
            foreach (var label in its)
                multiHot[row * labelCount + label] = 1;
        }

        string[] texts = [.. labels.Select((_, i) => $"row {i}")];
        return new PreparedSplit(
            [.. Enumerable.Range(0, labelCount).Select(l => $"label {l}")], texts, texts, multiHot, [.. labels.Select(_ => new[] { 1 })]);
    }
}
