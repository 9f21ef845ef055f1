using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling.SquaredError;

/// <summary>One label's bins of equal mass, and how their squared gaps deviate on resampled rows. A row keeps its bin.</summary>
internal sealed class GapBins
{
    private readonly int[] _rows, _ends;
    private readonly double[] _gaps;
    private readonly byte[] _positive;
    private readonly GapBin[] _bins;
    private readonly double[] _shape;

    public GapBins(double[] probabilities, byte[] labels, int bins)
    {
        _rows = StableOrder.Ascending(probabilities);
        _ends = EqualMassBins.Ends(_rows.Length, bins);
        var ordered = Array.ConvertAll(_rows, row => probabilities[row]);
        _positive = Array.ConvertAll(_rows, row => labels[row]);
        _gaps = [.. ordered.Zip(_positive, (p, y) => p - y)];
        _bins = [
            .. _ends.Select((end, b) => (Start: b == 0 ? 0 : _ends[b - 1], End: end))
                .Select(r => GapBin.Of(ordered.AsSpan()[r.Start..r.End], _gaps.AsSpan()[r.Start..r.End]))];
        _shape = GapShape.Of(_bins);
        Positives = _positive.Count(y => y != 0);
        Unbiased = _bins.Where(b => b.Counts).Sum(b => Share(b) * b.UnbiasedSquare);
        ShapeSquare = _bins.Select((b, i) => Share(b) * _shape[i] * _shape[i]).Sum();
    }

    public int Positives { get; }

    /// <summary>
    /// The estimate that intervals are about:
    /// <see cref="CalibrationError.DebiasedSquared(ReadOnlySpan{double}, ReadOnlySpan{byte}, int)"/> with the noise of p as well as that
    /// of y.
    /// </summary>
    public double Unbiased { get; }

    /// <summary>The mean squared gap of the <see cref="GapShape"/>.</summary>
    public double ShapeSquare { get; }

    /// <summary>Writes the <see cref="SquaredErrorPart"/>s for every resample of the block.</summary>
    public void Compute(ResampleBlock block, Span<Vector512<double>> parts)
    {
        Vector512<double> positives = default;
        for (var (b, i) = (0, 0); b < _bins.Length; b++)
        {
            Vector512<double> count = default, sum = default, squares = default;
            for (; i < _ends[b]; i++)
            {
                var (weight, distance) = (block.Weights[_rows[i]], _gaps[i] - _bins[b].Gap);
                count += weight;
                sum += weight * distance;
                squares += weight * (distance * distance);
                positives += weight * _positive[i];
            }
            var bin = _bins[b];
            if (!bin.Counts)
                continue;
            // Rows drawn anew vary by (count − 1) ÷ count of what rows do: both are set right by their mean over resamples.
            var error = sum * (Math.Sqrt(bin.Count / (bin.Count - 1.0)) / bin.Count);
            var (drawn, correction) = (Vector512.Max(count, Vector512<double>.One), bin.Count / ((bin.Count - 1.0) * (bin.Count - 1)));
            var noise = (squares - sum * sum / drawn) / drawn * correction;
            var (share, moved) = (Share(bin), (count - Vector512.Create((double)bin.Count)) / _rows.Length);
            parts[(int)SquaredErrorPart.ShapeLinear] += error * (2 * share * _shape[b]);
            parts[(int)SquaredErrorPart.ShapeWeighting] += moved * (_shape[b] * _shape[b]);
            parts[(int)SquaredErrorPart.ObservedLinear] += error * (2 * share * bin.Gap);
            parts[(int)SquaredErrorPart.ObservedWeighting] += moved * (bin.Gap * bin.Gap);
            parts[(int)SquaredErrorPart.Quadratic] += share * (error * error - Vector512.Create(bin.Noise));
            parts[(int)SquaredErrorPart.Noise] += share * (noise - Vector512.Create(bin.Noise));
        }
        parts[(int)SquaredErrorPart.Positives] = positives;
    }

    private double Share(GapBin bin) => (double)bin.Count / _rows.Length;
}
