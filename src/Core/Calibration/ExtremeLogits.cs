namespace Emotune.Calibration;

/// <summary>
/// Logits so large that sums over rows depend on the rows' order by more than their last digits. They are put into one order, so that
/// every figure is the same for each; logits that a model gives are left as they come.
/// </summary>
internal static class ExtremeLogits
{
    /// <summary>Far above any trained head's logits, and far below where squares of logits cancel.</summary>
    private const float Largest = 1e4f;

    /// <summary>The rows as they are, or ascending by logit and then by label where a logit is extreme.</summary>
    public static (float[] Logits, byte[] Labels) InOneOrder(float[] logits, byte[] labels) =>
        Array.Exists(logits, z => Math.Abs(z) > Largest) ? Sorted(logits, labels) : (logits, labels);

    public static (float[] Logits, byte[] Labels) Sorted(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var rows = new (float Logit, byte Label)[logits.Length];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = (logits[i], labels[i]);
        Array.Sort(rows);
        return (Array.ConvertAll(rows, r => r.Logit), Array.ConvertAll(rows, r => r.Label));
    }
}
