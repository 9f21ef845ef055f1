using System.Runtime.Intrinsics;

namespace Emotune.Metrics;

/// <summary>Rows in descending order of a score, for average precision under changing row counts.</summary>
internal sealed class RankedRows
{
    private const byte Positive = 1;
    private const byte EndOfTie = 2;

    private readonly int[] _rows;
    private readonly byte[] _flags;

    /// <param name="scores">One a decision.</param>
    /// <param name="decisionsPerRow">1 for one label's column; L where all labels are ranked together.</param>
    public RankedRows(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels, int decisionsPerRow)
    {
        var keys = scores.ToArray();
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        Array.Sort(keys, order);
        // After the last positive's ties nothing changes any more.
        var first = 0;
        while (first < order.Length && labels[order[first]] == 0)
            first++;
        while (first > 0 && first < order.Length && keys[first - 1] == keys[first])
            first--;
        _rows = new int[order.Length - first];
        _flags = new byte[_rows.Length];
        for (var (i, at) = (order.Length - 1, 0); i >= first; i--, at++)
        {
            _rows[at] = order[i] / decisionsPerRow;
            var end = i == 0 || keys[i - 1] != keys[i];
            _flags[at] = (byte)((labels[order[i]] != 0 ? Positive : 0) | (end ? EndOfTie : 0));
        }
    }

    /// <summary>NaN for a resample without positives.</summary>
    public Vector512<double> AveragePrecision(ReadOnlySpan<Vector512<double>> weights)
    {
        Vector512<double> seen = default, hits = default, hitsBefore = default, sum = default;
        var pending = false;
        for (var i = 0; i < _rows.Length; i++)
        {
            var weight = weights[_rows[i]];
            seen += weight;
            if ((_flags[i] & Positive) != 0)
            {
                hits += weight;
                pending = true;
            }
            if (pending && (_flags[i] & EndOfTie) != 0)
            {
                sum += (hits - hitsBefore) * hits / Vector512.Max(seen, Vector512<double>.One);
                hitsBefore = hits;
                pending = false;
            }
        }
        return sum / hits;
    }
}
