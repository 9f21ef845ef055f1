namespace Emotune.Model.Data;

/// <summary>A split as Train, Predict and Explain read it.</summary>
/// <param name="LabelNames">The L labels, in the order of their ids.</param>
/// <param name="Ids">The rows' own ids (N).</param>
/// <param name="Texts">The cleaned texts (N).</param>
/// <param name="MultiHotLabels">(N, L) row-major: 1 where the row carries the label, else 0.</param>
/// <param name="InputIds">Each row's word pieces with special tokens, truncated to the experiment's maximum (N rows of differing
/// lengths).</param>
internal sealed record PreparedSplit(
    IReadOnlyList<string> LabelNames, string[] Ids, string[] Texts, byte[] MultiHotLabels, int[][] InputIds)
{
    /// <summary>N, the number of rows.</summary>
    public int Count => Texts.Length;

    /// <summary>L, the number of labels.</summary>
    public int LabelCount => LabelNames.Count;

    /// <summary>One row's labels (L).</summary>
    public ReadOnlySpan<byte> LabelsOf(int row) => MultiHotLabels.AsSpan(row * LabelCount, LabelCount);

    /// <summary>The names of the labels that a row carries.</summary>
    public IReadOnlyList<string> LabelNamesOf(int row) =>
        [.. LabelNames.Where((_, label) => MultiHotLabels[row * LabelCount + label] != 0)];
}
