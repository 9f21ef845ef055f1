namespace Emotune.Pipeline.Reporting.Tables;

/// <summary>Lines of plain text with their columns below each other.</summary>
internal static class TextTable
{
    public const string Gap = "  ";

    /// <param name="rows">A row may have fewer cells than the widest.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var columns = rows.Max(r => r.Count);
        var widths = Enumerable.Range(0, columns).Select(c => rows.Max(r => c < r.Count ? r[c].Length : 0)).ToArray();
        return rows.Select(r => string.Join(Gap, r.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
    }
}
