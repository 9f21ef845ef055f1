using System.Runtime.Intrinsics;
using Emotune.Metrics;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Resampling;

/// <summary>Calibration error, Brier score and negative log likelihood, means over labels, on resampled rows.</summary>
internal sealed class CalibrationResampling : IResampleStatistic
{
    public const int EqualWidth = 0;
    public const int Brier = 1;
    public const int NegativeLogLikelihood = 2;

    private readonly LabelGaps[] _labels;
    private readonly double[] _brier;
    private readonly double[] _losses;

    public CalibrationResampling(ProbabilityColumns columns, int bins)
    {
        _labels = [.. columns.Probabilities.Zip(columns.Labels, (p, y) => new LabelGaps(p, y, bins))];
        _brier = columns.MeanByRow((p, _, y) => (p - y) * (p - y));
        _losses = columns.MeanByRow((_, z, y) => Logistic.Loss(z, y != 0));
    }

    public int FigureCount => 3;

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        Vector512<double> width = default, brier = default, losses = default;
        foreach (var label in _labels)
            width += label.EqualWidth(block.Weights);
        for (var row = 0; row < block.Rows; row++)
        {
            brier += block.Weights[row] * _brier[row];
            losses += block.Weights[row] * _losses[row];
        }
        figures[EqualWidth] = width / ((double)block.Rows * _labels.Length);
        figures[Brier] = brier / block.Rows;
        figures[NegativeLogLikelihood] = losses / block.Rows;
    }
}
