namespace Emotune.Model.Metrics;

/// <summary>What a model said of a split: raw logits beside the truth.</summary>
/// <param name="Logits">(N × L) row by row: comment i, label j at i·L + j.</param>
/// <param name="Labels">(N × L) multi-hot truth in the same order: 1 where the comment carries the label.</param>
/// <param name="LabelCount">L.</param>
public sealed record Predictions(float[] Logits, byte[] Labels, int LabelCount)
{
    public int Rows => Labels.Length / LabelCount;
}
