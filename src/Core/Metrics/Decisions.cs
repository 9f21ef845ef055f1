namespace Emotune.Metrics;

/// <summary>Decisions beside the truth.</summary>
/// <param name="Predicted">(N × L) row by row: 1 where the label is predicted.</param>
/// <param name="Labels">(N × L) multi-hot truth in the same order.</param>
internal sealed record Decisions(byte[] Predicted, byte[] Labels, int LabelCount)
{
    public int Rows => Labels.Length / LabelCount;

    /// <summary>Predicts a label where its probability is at least its threshold.</summary>
    /// <param name="probabilities">(N × L), in [0, 1].</param>
    /// <param name="thresholds">(L); above one for a label that is never predicted.</param>
    public static Decisions At(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> thresholds, byte[] labels)
    {
        var predicted = new byte[probabilities.Length];
        for (var row = 0; row < probabilities.Length; row += thresholds.Length)
        {
            for (var label = 0; label < thresholds.Length; label++)
                predicted[row + label] = probabilities[row + label] >= thresholds[label] ? (byte)1 : (byte)0;
        }

        return new Decisions(predicted, labels, thresholds.Length);
    }

    /// <summary>Predicts one and the same label for every comment.</summary>
    public static Decisions Always(int label, byte[] labels, int labelCount)
    {
        var predicted = new byte[labels.Length];
        for (var i = label; i < predicted.Length; i += labelCount)
            predicted[i] = 1;
        return new Decisions(predicted, labels, labelCount);
    }

    /// <summary>The decisions about some of the rows and some of the labels.</summary>
    public Decisions Only(IReadOnlyList<int> rows, IReadOnlyList<int> labels)
    {
        byte[] Of(byte[] all) => [.. rows.SelectMany(row => labels.Select(label => all[row * LabelCount + label]))];
        return new Decisions(Of(Predicted), Of(Labels), labels.Count);
    }

    public ConfusionCounts[] CountsByLabel()
    {
        var cells = new long[LabelCount * 4];
        for (var i = 0; i < Labels.Length; i++)
            cells[i % LabelCount * 4 + Labels[i] * 2 + Predicted[i]]++;
        return [.. Enumerable.Range(0, LabelCount).Select(j =>
            new ConfusionCounts(cells[j * 4 + 3], cells[j * 4 + 1], cells[j * 4 + 2], cells[j * 4]))];
    }
}
