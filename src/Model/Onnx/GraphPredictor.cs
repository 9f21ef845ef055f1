using Emotune.Exported;

namespace Emotune.Model.Onnx;

/// <summary>Logits for all rows of a split, from a graph.</summary>
internal static class GraphPredictor
{
    // Word pieces of a batch, padding included; a longer row is a batch of its own.
    private const int Budget = 2048;

    /// <summary>Rows of like lengths share a batch.</summary>
    /// <param name="rows">Each row's word pieces with special tokens.</param>
    /// <param name="padding">The padding's word piece.</param>
    /// <returns>(N × L) in the order of <paramref name="rows"/>.</returns>
    /// <exception cref="OperationCanceledException">Between two batches.</exception>
    public static float[] Predict(
        IGraphSession session, IReadOnlyList<int[]> rows, int labels, int padding, CancellationToken cancellation = default)
    {
        var logits = new float[rows.Count * labels];
        foreach (var batch in LengthBatches.Of(rows, Budget))
        {
            cancellation.ThrowIfCancellationRequested();
            var padded = PaddedRows.Of(rows, batch, padding);
            var output = session.Logits(padded.InputIds, padded.AttentionMask, padded.Rows, padded.Length);
            for (var i = 0; i < batch.Length; i++)
                output.AsSpan(i * labels, labels).CopyTo(logits.AsSpan(batch[i] * labels));
        }
        return logits;
    }
}
