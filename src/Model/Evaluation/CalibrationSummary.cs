using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>Every label's <see cref="CalibrationFigure"/>s before and after calibration, and what they are on average.</summary>
internal sealed class CalibrationSummary(ProbabilityColumns raw, ProbabilityColumns calibrated, EvaluationIntervals intervals, int bins)
{
    private readonly double[][] _before = OfAll(raw, bins);
    private readonly double[][] _after = OfAll(calibrated, bins);
    private readonly double[] _positives = Array.ConvertAll(raw.Labels, labels => (double)labels.Count(y => y != 0));

    public double Before(int label, CalibrationFigure figure) => _before[label][(int)figure];

    public double After(int label, CalibrationFigure figure) => _after[label][(int)figure];

    public CalibrationReport Report(bool calibrated)
    {
        var macro = Averages(calibrated, weighted: false);
        return new CalibrationReport(
            macro.ExpectedCalibrationError, macro.EqualMassCalibrationError, macro.MaximumCalibrationError.Value!.Value, macro.Brier,
            macro.NegativeLogLikelihood)
        {
            DebiasedCalibrationError = Math.Sqrt(Math.Max(0, macro.DebiasedSquaredError.Value!.Value)),
            MaximumCalibrationErrorInterval = macro.MaximumCalibrationError.Interval,
            DebiasedSquaredError = macro.DebiasedSquaredError,
            BrierReliability = macro.BrierReliability,
            BrierResolution = macro.BrierResolution,
            BrierUncertainty = macro.BrierUncertainty,
            Weighted = _positives.Any(p => p > 0) ? Averages(calibrated, weighted: true) : null,
        };
    }

    /// <summary>After − before, mean over labels.</summary>
    public CalibrationAverages Change() => Averages(figure =>
    {
        var value = Mean(_after, figure, weighted: false) - Mean(_before, figure, weighted: false);
        return new Estimate(value, intervals.CalibrationChange(figure, value));
    });

    public Estimate DebiasedSquared(bool calibrated, int label) =>
        new(calibrated
            ? After(label, CalibrationFigure.DebiasedSquared)
            : Before(label, CalibrationFigure.DebiasedSquared), intervals.DebiasedSquared(calibrated, label));

    /// <inheritdoc cref="LossChanges.Of"/>
    public IReadOnlyList<PairedDifference> Losses(IReadOnlyList<string> names, BootstrapOptions options)
    {
        double[] Of(double[][] labels) => Array.ConvertAll(labels, l => l[(int)CalibrationFigure.NegativeLogLikelihood]);
        return LossChanges.Of(raw, calibrated, names, Of(_before), Of(_after), options);
    }

    private CalibrationAverages Averages(bool calibrated, bool weighted) => Averages(figure =>
    {
        var value = Mean(calibrated ? _after : _before, figure, weighted);
        return new Estimate(value, intervals.Calibration(calibrated, weighted, figure, value));
    });

    private static CalibrationAverages Averages(Func<CalibrationFigure, Estimate> of) => new(
        of(CalibrationFigure.EqualWidth),
        of(CalibrationFigure.EqualMass),
        of(CalibrationFigure.Maximum),
        of(CalibrationFigure.DebiasedSquared),
        of(CalibrationFigure.Brier),
        of(CalibrationFigure.Reliability),
        of(CalibrationFigure.Resolution),
        of(CalibrationFigure.Uncertainty),
        of(CalibrationFigure.NegativeLogLikelihood));

    private double Mean(double[][] labels, CalibrationFigure figure, bool weighted) => weighted
        ? labels.Zip(_positives, (l, positives) => l[(int)figure] * positives).Sum() / _positives.Sum()
        : labels.Average(l => l[(int)figure]);

    private static double[][] OfAll(ProbabilityColumns columns, int bins) =>
        EachLabel.Of(
            columns.Labels.Length, j => CalibrationFigures.Of(columns.Probabilities[j], columns.Logits[j], columns.Labels[j], bins));
}
