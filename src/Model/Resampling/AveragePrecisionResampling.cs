using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling;

/// <summary>
/// Average precision on resampled rows: micro, macro over the labels that a resample has positives of, then each label's.
/// </summary>
internal sealed class AveragePrecisionResampling : IResampleStatistic
{
    public const int Micro = 0;
    public const int Macro = 1;
    public const int FirstLabel = 2;

    private readonly RankedRows _all;
    private readonly RankedRows[] _labels;

    public AveragePrecisionResampling(Predictions predictions)
    {
        // The ranking of all labels takes as long as those of each: it goes first, beside them.
        var rankings = EachLabel.Of(1 + predictions.LabelCount, i => i == 0
            ? new RankedRows(predictions.Logits, predictions.Labels, predictions.LabelCount)
            : new RankedRows(predictions.LogitsOf(i - 1), predictions.LabelsOf(i - 1), 1));
        (_all, _labels) = (rankings[0], rankings[1..]);
    }

    public int FigureCount => FirstLabel + _labels.Length;

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        Vector512<double> sum = default, defined = default;
        for (var j = 0; j < _labels.Length; j++)
        {
            var figure = _labels[j].AveragePrecision(block.Weights);
            var isDefined = Vector512.Equals(figure, figure);
            sum += Vector512.ConditionalSelect(isDefined, figure, Vector512<double>.Zero);
            defined += Vector512.ConditionalSelect(isDefined, Vector512<double>.One, Vector512<double>.Zero);
            figures[FirstLabel + j] = figure;
        }
        figures[Macro] = sum / defined;
        figures[Micro] = _all.AveragePrecision(block.Weights);
    }
}
