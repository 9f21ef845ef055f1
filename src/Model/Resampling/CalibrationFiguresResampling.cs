using System.Runtime.Intrinsics;
using Emotune.Metrics;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Resampling;

/// <summary>
/// <see cref="CalibrationFigure"/>s on resampled rows: their means over labels, then their means weighted by positives. Bins are
/// those of the rows as they are.
/// </summary>
internal sealed class CalibrationFiguresResampling : IResampleStatistic
{
    private readonly BinnedLabel[] _labels;

    public CalibrationFiguresResampling(ProbabilityColumns columns, int bins) =>
        _labels = EachLabel.Of(
            columns.Labels.Length, j => new BinnedLabel(columns.Probabilities[j], columns.Logits[j], columns.Labels[j], bins));

    public int FigureCount => 2 * CalibrationFigures.Count;

    public static int Macro(CalibrationFigure figure) => (int)figure;

    public static int Weighted(CalibrationFigure figure) => CalibrationFigures.Count + (int)figure;

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        figures.Clear();
        var ofLabel = new Vector512<double>[CalibrationFigures.Count];
        var allPositives = Vector512<double>.Zero;
        for (var j = 0; j < _labels.Length; j++)
        {
            var positives = _labels[j].Compute(block, ofLabel);
            for (var f = 0; f < ofLabel.Length; f++)
            {
                figures[f] += ofLabel[f];
                figures[CalibrationFigures.Count + f] += positives * ofLabel[f];
            }
            allPositives += positives;
        }
        for (var f = 0; f < ofLabel.Length; f++)
        {
            figures[f] /= _labels.Length;
            figures[CalibrationFigures.Count + f] /= allPositives;
        }
    }
}
