using Emotune.Diagnostics;

namespace Emotune.Metrics;

/// <summary>What a model said of a split: raw logits beside the truth.</summary>
/// <param name="Logits">(N × L) row by row: comment i, label j at i·L + j.</param>
/// <param name="Labels">(N × L) multi-hot truth in the same order: 1 where the comment carries the label.</param>
/// <param name="LabelCount">L.</param>
internal sealed record Predictions(float[] Logits, byte[] Labels, int LabelCount)
{
    public int Rows => Labels.Length / LabelCount;

    /// <summary>One label's logits, (N).</summary>
    public float[] LogitsOf(int label) => Columns.Of<float>(Logits, LabelCount, label);

    /// <summary>One label's truth, (N).</summary>
    public byte[] LabelsOf(int label) => Columns.Of<byte>(Labels, LabelCount, label);

    /// <summary>Itself, where it is sound; <paramref name="split"/> names it in the message otherwise.</summary>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5004: shapes, no rows, a logit that is not finite, truth other than 0 and
    /// 1.</exception>
    public Predictions Checked(string split)
    {
        if (LabelCount < 1 || Logits.Length != Labels.Length || Labels.Length % LabelCount != 0)
            throw new DiagnosticException(Problems.PredictionShapes.Given(split, Logits.Length, Labels.Length, LabelCount));
        if (Labels.Length == 0)
            throw new DiagnosticException(Problems.EmptySplit.Given(split));
        for (var i = 0; i < Logits.Length; i++)
        {
            if (!float.IsFinite(Logits[i]))
                throw new DiagnosticException(Problems.LogitNotFinite.Given(split, i / LabelCount, i % LabelCount, Logits[i]));
            if (Labels[i] > 1)
                throw new DiagnosticException(Problems.TruthNotBinary.Given(split, i / LabelCount, i % LabelCount, Labels[i]));
        }
        return this;
    }

    /// <summary>As <see cref="Checked"/>, and with a positive somewhere: what is fitted or chosen on the split needs one.</summary>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5005.</exception>
    public Predictions CheckedForFitting(string split)
    {
        Checked(split);
        return Labels.AsSpan().Contains((byte)1)
            ? this
            : throw new DiagnosticException(Problems.NoPositives.Given(split, Rows));
    }
}
