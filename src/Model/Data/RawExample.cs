namespace Emotune.Model.Data;

/// <summary>A row as it was given.</summary>
/// <param name="Labels">Label ids, ascending, each once; may be empty.</param>
/// <param name="Id">The row's own id, or its number, from one, where it has none: the same in every format.</param>
/// <param name="Line">Where the row begins in its file, from one; in a Parquet file the row's number, from one.</param>
internal sealed record RawExample(string Text, int[] Labels, string Id, int Line)
{
    /// <summary>Where the row begins in its line, from one; zero where the format has no columns of characters.</summary>
    public int Column { get; init; }
}
