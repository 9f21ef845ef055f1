namespace Emotune.Exported;

/// <summary>A batch as a graph takes it: every row filled up on the right to the longest.</summary>
/// <param name="InputIds">(B × T)</param>
/// <param name="AttentionMask">(B × T) 1 = real token.</param>
internal sealed record PaddedRows(long[] InputIds, long[] AttentionMask, int Rows, int Length)
{
    /// <param name="ids">(N) The word pieces of each text.</param>
    /// <param name="batch">(B) Which texts.</param>
    /// <param name="padding">The padding's word piece.</param>
    public static PaddedRows Of(IReadOnlyList<int[]> ids, int[] batch, int padding)
    {
        var length = batch.Max(i => ids[i].Length);
        var padded = new PaddedRows(new long[batch.Length * length], new long[batch.Length * length], batch.Length, length);
        Array.Fill(padded.InputIds, padding);
        for (var row = 0; row < batch.Length; row++)
        {
            var text = ids[batch[row]];
            for (var i = 0; i < text.Length; i++)
                padded.InputIds[row * length + i] = text[i];
            padded.AttentionMask.AsSpan(row * length, text.Length).Fill(1);
        }
        return padded;
    }
}
