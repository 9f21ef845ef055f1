using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling;

/// <summary>By how much each label's negative log likelihood changes by calibration, on resampled rows.</summary>
internal sealed class LossChangeResampling(ProbabilityColumns raw, ProbabilityColumns calibrated) : IResampleStatistic
{
    /// <summary>(L) columns of (N): after − before, in nats.</summary>
    private readonly double[][] _changes = EachLabel.Of(raw.Labels.Length, j =>
        raw.Labels[j].Select((y, row) => Logistic.Loss(calibrated.Logits[j][row], y != 0) - Logistic.Loss(raw.Logits[j][row], y != 0))
            .ToArray());

    public int FigureCount => _changes.Length;

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        for (var j = 0; j < _changes.Length; j++)
        {
            var (changes, sum) = (_changes[j], Vector512<double>.Zero);
            for (var row = 0; row < changes.Length; row++)
                sum += block.Weights[row] * changes[row];
            figures[j] = sum / block.Total;
        }
    }
}
