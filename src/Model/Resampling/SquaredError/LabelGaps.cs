using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling.SquaredError;

/// <summary>
/// One label's p − y in ascending order of p. A bin's gap times its count is |Σ (p − y)|, so calibration errors are
/// sums over runs of this order.
/// </summary>
internal sealed class LabelGaps
{
    private readonly int[] _rows;
    private readonly double[] _gaps;
    private readonly int[] _widthEnds;

    public LabelGaps(double[] probabilities, byte[] labels, int bins)
    {
        _rows = StableOrder.Ascending(probabilities);
        _gaps = [.. _rows.Select(row => probabilities[row] - labels[row])];
        _widthEnds = WidthEnds(probabilities, bins);
    }

    /// <summary>Where each bin of equal width ends in the ascending order, excluded.</summary>
    public static int[] WidthEnds(double[] probabilities, int bins)
    {
        var edges = ReliabilityBins.Edges(bins);
        var ends = new int[bins];
        foreach (var p in probabilities)
            ends[ReliabilityBins.IndexOf(p, edges)]++;
        for (var b = 1; b < bins; b++)
            ends[b] += ends[b - 1];
        return ends;
    }

    /// <summary>Σ over bins of equal width of |Σ weight·(p − y)|.</summary>
    public Vector512<double> EqualWidth(ReadOnlySpan<Vector512<double>> weights)
    {
        Vector512<double> error = default;
        var i = 0;
        foreach (var end in _widthEnds)
        {
            Vector512<double> gap = default;
            for (; i < end; i++)
                gap += weights[_rows[i]] * _gaps[i];
            error += Vector512.Abs(gap);
        }
        return error;
    }
}
