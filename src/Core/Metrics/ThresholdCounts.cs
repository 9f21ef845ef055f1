namespace Emotune.Metrics;

/// <summary>
/// What each threshold would give: counts of the decisions "score ≥ Scores[k]" at every distinct score, from the highest down.
/// </summary>
internal sealed class ThresholdCounts
{
    private readonly double[] _scores;
    private readonly int[] _predicted;
    private readonly int[] _truePositives;

    private ThresholdCounts(double[] scores, int[] predicted, int[] truePositives, int rows)
    {
        (_scores, _predicted, _truePositives, Rows) = (scores, predicted, truePositives, rows);
        Positives = truePositives.Length == 0 ? 0 : truePositives[^1];
    }

    /// <summary>Distinct scores, descending.</summary>
    public ReadOnlySpan<double> Scores => _scores;

    /// <summary>Decisions that are positive at each score.</summary>
    public ReadOnlySpan<int> Predicted => _predicted;

    /// <summary>Those of them that are right.</summary>
    public ReadOnlySpan<int> TruePositives => _truePositives;

    public int Rows { get; }

    public int Positives { get; }

    /// <param name="scores">(N) logits or probabilities.</param>
    /// <param name="labels">(N) 0 or 1.</param>
    public static ThresholdCounts Of(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels)
    {
        var keys = new double[scores.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = scores[i];
        return OfOwned(keys, labels.ToArray());
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{float}, ReadOnlySpan{byte})"/>
    public static ThresholdCounts Of(ReadOnlySpan<double> scores, ReadOnlySpan<byte> labels) => OfOwned(scores.ToArray(), labels.ToArray());

    /// <summary>Each label's, from row-major (N × L) scores.</summary>
    internal static ThresholdCounts[] OfEach(ReadOnlySpan<double> scores, ReadOnlySpan<byte> labels, int labelCount)
    {
        var columns = new (double[] Scores, byte[] Labels)[labelCount];
        for (var j = 0; j < labelCount; j++)
            columns[j] = (Columns.Of(scores, labelCount, j), Columns.Of(labels, labelCount, j));
        return EachLabel.Of(labelCount, j => OfOwned(columns[j].Scores, columns[j].Labels));
    }

    private static ThresholdCounts OfOwned(double[] scores, byte[] labels)
    {
        // The order among equal scores does not matter: only the counts at the end of each group are kept.
        Array.Sort(scores, labels);
        var distinct = scores.Length == 0 ? 0 : 1;
        for (var i = 1; i < scores.Length; i++)
            distinct += scores[i] != scores[i - 1] ? 1 : 0;
        var (distinctScores, predicted, truePositives) = (new double[distinct], new int[distinct], new int[distinct]);
        var (k, positives) = (0, 0);
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            positives += labels[i];
            if (i > 0 && scores[i - 1] == scores[i])
                continue;
            distinctScores[k] = scores[i];
            predicted[k] = scores.Length - i;
            truePositives[k++] = positives;
        }
        return new ThresholdCounts(distinctScores, predicted, truePositives, scores.Length);
    }
}
