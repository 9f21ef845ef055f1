using Parquet.Data;

namespace Emotune.Model.Data.Formats;

/// <summary>The values of a Parquet column chunk as text or as numbers, whatever of its many types it is stored in.</summary>
internal static class ColumnValues
{
    public static bool IsText(Type type) => type == typeof(ReadOnlyMemory<char>) || type == typeof(string);

    public static bool IsNumber(Type type) => Type.GetTypeCode(type) is >= TypeCode.Boolean and <= TypeCode.Double and not TypeCode.Char;

    /// <summary>
    /// The values that are there, as <see cref="string"/>, <see cref="int"/> or <see cref="double"/> (false is 0, true 1).
    /// </summary>
    public static T[] Of<T>(RawColumnData raw)
    {
        object values = typeof(T) == typeof(string) ? Texts(raw)
            : typeof(T) == typeof(int) && raw is RawColumnData<int> integers ? integers.Values.ToArray()
            : typeof(T) == typeof(double) ? Numbers(raw)
            : throw new InvalidDataException($"A column is not of type {typeof(T).Name}.");
        return (T[])values;
    }

    private static string[] Texts(RawColumnData raw) =>
        raw is RawColumnData<ReadOnlyMemory<char>> text
            ? Each(text, v => v.ToString())
            : throw new InvalidDataException("A column is not of text.");

    private static double[] Numbers(RawColumnData raw) => raw switch
    {
        RawColumnData<bool> v => Each(v, x => x ? 1.0 : 0.0),
        RawColumnData<sbyte> v => Each(v, x => (double)x),
        RawColumnData<byte> v => Each(v, x => (double)x),
        RawColumnData<short> v => Each(v, x => (double)x),
        RawColumnData<ushort> v => Each(v, x => (double)x),
        RawColumnData<int> v => Each(v, x => (double)x),
        RawColumnData<uint> v => Each(v, x => (double)x),
        RawColumnData<long> v => Each(v, x => (double)x),
        RawColumnData<ulong> v => Each(v, x => (double)x),
        RawColumnData<float> v => Each(v, x => (double)x),
        RawColumnData<double> v => Each(v, x => x),
        _ => throw new InvalidDataException("A column is not of numbers."),
    };

    private static TTo[] Each<TFrom, TTo>(RawColumnData<TFrom> raw, Func<TFrom, TTo> convert)
        where TFrom : struct
    {
        var values = raw.Values;
        var converted = new TTo[values.Length];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = convert(values[i]);
        return converted;
    }
}
