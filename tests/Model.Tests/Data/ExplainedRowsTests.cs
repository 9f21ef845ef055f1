using Emotune.Model.Data;

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

    private static PreparedSplit Split(int[][] labels)
    {
        var multiHot = new byte[labels.Length * 3];
        foreach (var (row, its) in labels.Index())
        {
            foreach (var label in its)
                multiHot[row * 3 + label] = 1;
        }

        string[] texts = [.. labels.Select((_, i) => $"row {i}")];
        return new PreparedSplit(["a", "b", "c"], texts, texts, multiHot, [.. labels.Select(_ => new[] { 1 })]);
    }
}
