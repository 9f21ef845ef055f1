using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling.SquaredError;

/// <summary>
/// What is summed of one label's bins on each resample, see <see cref="SquaredErrorTerms"/>: at the gaps of the shape, at the observed
/// ones, and at none; by how much the noise that is taken off deviates; and the label's positives.
/// </summary>
internal enum SquaredErrorPart { ShapeLinear, ShapeWeighting, ObservedLinear, ObservedWeighting, Quadratic, Noise, Positives }

/// <summary>Every label's <see cref="SquaredErrorPart"/>s on resampled rows.</summary>
internal sealed class SquaredErrorResampling(ProbabilityColumns columns, int bins) : IResampleStatistic
{
    public static readonly int Parts = Enum.GetValues<SquaredErrorPart>().Length;

    private readonly GapBins[] _labels = EachLabel.Of(
        columns.Labels.Length, j => new GapBins(columns.Probabilities[j], columns.Labels[j], bins));

    public IReadOnlyList<GapBins> Labels => _labels;

    public int FigureCount => _labels.Length * Parts;

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        figures.Clear();
        for (var j = 0; j < _labels.Length; j++)
            _labels[j].Compute(block, figures.Slice(j * Parts, Parts));
    }
}
