namespace Emotune.Metrics;

/// <summary>Positions in the order of their values; equal values keep the order in which they came.</summary>
internal static class StableOrder
{
    public static int[] Ascending(ReadOnlySpan<double> values)
    {
        var keys = values.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
                end++;
            if (end - start > 1)
                Array.Sort(order, start, end - start);
            start = end;
        }
        return order;
    }
}
