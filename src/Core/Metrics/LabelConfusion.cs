namespace Emotune.Metrics;

/// <summary>Which labels are predicted on the test comments that carry another: <c>label_confusion.json</c>.</summary>
/// <param name="Labels">(L), in the order of the label map.</param>
/// <param name="Positives">(L): the comments that carry the label.</param>
/// <param name="Predicted">(L × L): of the comments that carry label i, those on which label j is predicted; hits on the diagonal.</param>
/// <param name="Wrongly">(L × L): of those, the ones that do not carry label j; zero on the diagonal.</param>
internal sealed record LabelConfusion(
    IReadOnlyList<string> Labels, IReadOnlyList<int> Positives, IReadOnlyList<IReadOnlyList<int>> Predicted,
    IReadOnlyList<IReadOnlyList<int>> Wrongly)
{
    /// <param name="labels">(L), the names.</param>
    public static LabelConfusion Of(Decisions decisions, IReadOnlyList<string> labels)
    {
        var count = decisions.LabelCount;
        var positives = new int[count];
        var predicted = Square(count);
        var wrongly = Square(count);
        for (var row = 0; row < decisions.Labels.Length; row += count)
        {
            var truth = decisions.Labels.AsSpan(row, count);
            var said = decisions.Predicted.AsSpan(row, count);
            for (var i = 0; i < count; i++)
            {
                if (truth[i] == 0)
                    continue;
                positives[i]++;
                for (var j = 0; j < count; j++)
                {
                    predicted[i][j] += said[j];
                    wrongly[i][j] += said[j] & (1 - truth[j]);
                }
            }
        }
        return new LabelConfusion(labels, positives, predicted, wrongly);
    }

    private static int[][] Square(int count) => [.. Enumerable.Range(0, count).Select(_ => new int[count])];
}
