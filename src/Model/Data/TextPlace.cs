namespace Emotune.Model.Data;

/// <summary>A place in a data file.</summary>
/// <param name="Line">The line, or the number of a row of Parquet, counted from one; zero for the whole file.</param>
/// <param name="Column">The column, counted from one in units of UTF-16; zero for the whole line.</param>
internal readonly record struct TextPlace(int Line, int Column = 0) : IComparable<TextPlace>
{
    public static implicit operator TextPlace(int line) => new(line);

    public int CompareTo(TextPlace other) => (Line, Column).CompareTo((other.Line, other.Column));
}
