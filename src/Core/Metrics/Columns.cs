namespace Emotune.Metrics;

/// <summary>Single columns of row-major (N × L) data.</summary>
internal static class Columns
{
    public static T[] Of<T>(ReadOnlySpan<T> data, int columns, int column)
    {
        var values = new T[data.Length / columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = data[i * columns + column];
        return values;
    }

    /// <summary>One column below the other.</summary>
    public static T[] Joined<T>(T[][] columns)
    {
        var all = new T[columns.Sum(c => c.Length)];
        var at = 0;
        foreach (var column in columns)
        {
            column.CopyTo(all, at);
            at += column.Length;
        }
        return all;
    }
}
