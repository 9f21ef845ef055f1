namespace Emotune.Model.Prediction;

/// <summary>Comments as the network reads them.</summary>
/// <param name="InputIds">Each row's word pieces with special tokens (N rows of differing lengths).</param>
/// <param name="MultiHotLabels">(N, L) row-major: 1 where the row carries the label.</param>
/// <param name="LabelCount">L.</param>
internal sealed record EncodedRows(IReadOnlyList<int[]> InputIds, byte[] MultiHotLabels, int LabelCount)
{
    /// <summary>N.</summary>
    public int Count => InputIds.Count;

    /// <summary>Word pieces by row.</summary>
    public int[] Lengths => [.. InputIds.Select(ids => ids.Length)];
}
