namespace Emotune.Model.Metrics;

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
}
