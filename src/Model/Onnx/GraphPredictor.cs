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
        foreach (var batch in Batches(rows))
        {
            cancellation.ThrowIfCancellationRequested();
            var output = Run(session, [.. batch.Select(i => rows[i])], padding);
            for (var i = 0; i < batch.Count; i++)
                output.AsSpan(i * labels, labels).CopyTo(logits.AsSpan(batch[i] * labels));
        }
        return logits;
    }

    private static IEnumerable<List<int>> Batches(IReadOnlyList<int[]> rows)
    {
        List<int> batch = [];
        foreach (var row in Enumerable.Range(0, rows.Count).OrderBy(i => rows[i].Length))
        {
            if (batch.Count > 0 && (batch.Count + 1) * rows[row].Length > Budget)
            {
                yield return batch;
                batch = [];
            }
            batch.Add(row);
        }
        if (batch.Count > 0)
            yield return batch;
    }

    private static float[] Run(IGraphSession session, int[][] rows, int padding)
    {
        var length = rows.Max(r => r.Length);
        var (ids, mask) = (new long[rows.Length * length], new long[rows.Length * length]);
        Array.Fill(ids, padding);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var place = 0; place < rows[row].Length; place++)
                (ids[row * length + place], mask[row * length + place]) = (rows[row][place], 1);
        }
        return session.Logits(ids, mask, rows.Length, length);
    }
}
