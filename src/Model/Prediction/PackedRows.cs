namespace Emotune.Model.Prediction;

/// <summary>Comments one after the other, without padding.</summary>
/// <param name="InputIds">(N) over all comments.</param>
/// <param name="Starts">Where each comment begins, and N.</param>
/// <param name="Empty">By comment: it has no word piece, and a single padding stands in for it.</param>
internal sealed record PackedRows(int[] InputIds, int[] Starts, bool[] Empty)
{
    /// <summary>B.</summary>
    public int Count => Empty.Length;

    /// <summary>N.</summary>
    public int Tokens => InputIds.Length;

    public static PackedRows Of(IReadOnlyList<int[]> rows, int padId)
    {
        var starts = new int[rows.Count + 1];
        for (var i = 0; i < rows.Count; i++)
            starts[i + 1] = starts[i] + Math.Max(1, rows[i].Length);
        var ids = new int[starts[^1]];
        for (var i = 0; i < rows.Count; i++)
        {
            ids[starts[i]] = padId;
            rows[i].CopyTo(ids, starts[i]);
        }
        return new PackedRows(ids, starts, [.. rows.Select(r => r.Length == 0)]);
    }

    /// <summary>The longest comment's length.</summary>
    public int Longest => Enumerable.Range(0, Count).Max(Length);

    public int Length(int row) => Starts[row + 1] - Starts[row];
}
