using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling.SquaredError;

/// <summary>One label's rows in the order of their probability, with the bins that they fall into.</summary>
internal sealed class BinnedLabel
{
    private readonly int[] _rows;
    private readonly byte[] _positive;
    private readonly double[] _gaps, _losses;
    private readonly int[] _widthEnds, _massEnds;

    public BinnedLabel(double[] probabilities, double[] logits, byte[] labels, int bins)
    {
        _rows = StableOrder.Ascending(probabilities);
        _positive = Array.ConvertAll(_rows, row => labels[row]);
        _gaps = Array.ConvertAll(_rows, row => probabilities[row] - labels[row]);
        _losses = Array.ConvertAll(_rows, row => Logistic.Loss(logits[row], labels[row] != 0));
        _widthEnds = LabelGaps.WidthEnds(probabilities, bins);
        _massEnds = EqualMassBins.Ends(_rows.Length, bins);
    }

    /// <summary>
    /// Writes each <see cref="CalibrationFigure"/> for every resample of the block, but for the debiased square, which
    /// <see cref="SquaredErrorResampling"/> has.
    /// </summary>
    /// <returns>The resamples' positives.</returns>
    public Vector512<double> Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        figures.Clear();
        var total = block.Total;
        Vector512<double> positives = default, brier = default, loss = default;
        for (var i = 0; i < _rows.Length; i++)
        {
            var weight = block.Weights[_rows[i]];
            positives += weight * _positive[i];
            brier += weight * (_gaps[i] * _gaps[i]);
            loss += weight * _losses[i];
        }
        figures[(int)CalibrationFigure.Brier] = brier / total;
        figures[(int)CalibrationFigure.NegativeLogLikelihood] = loss / total;
        var overall = positives / total;
        figures[(int)CalibrationFigure.Uncertainty] = overall * (Vector512<double>.One - overall);
        OverWidths(block, overall, figures);
        OverMasses(block, figures);
        return positives;
    }

    private void OverWidths(ResampleBlock block, Vector512<double> overall, Span<Vector512<double>> figures)
    {
        var start = 0;
        Vector512<double> expected = default, maximum = default, reliability = default, resolution = default;
        foreach (var end in _widthEnds)
        {
            var bin = Sum(block, start, end);
            start = end;
            var count = Vector512.Max(bin.Count, Vector512<double>.One);
            expected += Vector512.Abs(bin.Gap);
            maximum = Vector512.Max(maximum, Vector512.Abs(bin.Gap) / count);
            reliability += bin.Gap * bin.Gap / count;
            var distance = bin.Positives / count - overall;
            resolution += bin.Count * distance * distance;
        }
        figures[(int)CalibrationFigure.EqualWidth] = expected / block.Total;
        figures[(int)CalibrationFigure.Maximum] = maximum;
        figures[(int)CalibrationFigure.Reliability] = reliability / block.Total;
        figures[(int)CalibrationFigure.Resolution] = resolution / block.Total;
    }

    private void OverMasses(ResampleBlock block, Span<Vector512<double>> figures)
    {
        var start = 0;
        Vector512<double> error = default;
        foreach (var end in _massEnds)
        {
            var bin = Sum(block, start, end);
            start = end;
            error += Vector512.Abs(bin.Gap);
        }
        figures[(int)CalibrationFigure.EqualMass] = error / block.Total;
    }

    private (Vector512<double> Count, Vector512<double> Gap, Vector512<double> Positives) Sum(ResampleBlock block, int start, int end)
    {
        Vector512<double> count = default, gap = default, positives = default;
        for (var i = start; i < end; i++)
        {
            var weight = block.Weights[_rows[i]];
            count += weight;
            gap += weight * _gaps[i];
            positives += weight * _positive[i];
        }
        return (count, gap, positives);
    }
}
