using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Evaluation;

/// <summary>Bootstrap intervals of a report's figures, all from the same resampled comments.</summary>
internal sealed class EvaluationIntervals
{
    private const int Precisions = 0;
    private const int Uncalibrated = 1;
    private const int Calibrated = 2;
    private const int FirstDecision = 3;

    private readonly double[][][] _resampled;
    private readonly SquaredErrors _rawSquares, _calibratedSquares;
    private readonly double[][][]? _leftOut;
    private readonly double _confidence;

    public EvaluationIntervals(
        Predictions test, ProbabilityColumns raw, ProbabilityColumns calibrated, DecisionSet decisions, EvaluationOptions options)
    {
        IResampleStatistic[] statistics =
        [
            new AveragePrecisionResampling(test),
            new CalibrationFiguresResampling(raw, options.Bins),
            new CalibrationFiguresResampling(calibrated, options.Bins),
            .. decisions.Named.Select(d => new F1Resampling(d.Decisions)),
            new F1Resampling(decisions.MostFrequent),
        ];
        var (rawSquares, calibratedSquares) = (new SquaredErrorResampling(raw, options.Bins),
            new SquaredErrorResampling(calibrated, options.Bins));
        _resampled = Bootstrap.Run(test.Rows, [.. statistics, rawSquares, calibratedSquares], options.Bootstrap);
        if (options.Bootstrap.Interval == BootstrapInterval.Bca)
            _leftOut = Bootstrap.LeaveOut(test.Rows, statistics, options.Bootstrap);
        _confidence = options.Bootstrap.Confidence;
        _rawSquares = new SquaredErrors(rawSquares, _resampled[^2], _confidence);
        _calibratedSquares = new SquaredErrors(calibratedSquares, _resampled[^1], _confidence);
    }

    /// <param name="decision">By position; the floor comes after the named ones.</param>
    public Interval MicroF1(int decision, double value) => Of(FirstDecision + decision, F1Resampling.Micro, value)!;

    /// <inheritdoc cref="MicroF1"/>
    public Interval MacroF1(int decision, double value) => Of(FirstDecision + decision, F1Resampling.Macro, value)!;

    /// <summary>Of the mean F1 over some labels; null where there are none.</summary>
    public Interval? MeanF1(int decision, IReadOnlyList<int> labels, double? value) => value is not { } figure ? null : Of(
        Means(_resampled[FirstDecision + decision], labels), _leftOut is null
            ? null
            : Means(_leftOut[FirstDecision + decision], labels), figure);

    public Interval? MicroAveragePrecision(double? value) => Of(Precisions, AveragePrecisionResampling.Micro, value);

    public Interval? MacroAveragePrecision(double? value) => Of(Precisions, AveragePrecisionResampling.Macro, value);

    public Interval? AveragePrecision(int label, double? value) => Of(Precisions, AveragePrecisionResampling.FirstLabel + label, value);

    /// <summary>Of a figure before or after calibration, averaged over labels.</summary>
    public Interval? Calibration(bool calibrated, bool weighted, CalibrationFigure figure, double value)
    {
        if (figure == CalibrationFigure.DebiasedSquared)
            return weighted ? Squares(calibrated).OfWeightedMean() : Squares(calibrated).OfMean();
        var (statistic, at) = (calibrated ? Calibrated : Uncalibrated, At(weighted, figure));
        return CalibrationFigures.RisesWithChance(figure)
            ? PercentileInterval.Recentred(_resampled[statistic][at], value, _confidence)
            : Of(statistic, at, value);
    }

    /// <summary>Of a label's debiased squared calibration error.</summary>
    public Interval DebiasedSquared(bool calibrated, int label) => Squares(calibrated).OfLabel(label);

    /// <summary>Of how a figure's mean over labels changes by calibration, on the same comments.</summary>
    public Interval? CalibrationChange(CalibrationFigure figure, double value)
    {
        if (figure == CalibrationFigure.DebiasedSquared)
            return SquaredErrorDifference.Interval(value, _rawSquares.Observed(), _calibratedSquares.Observed(), _confidence);
        var (changes, leftOut) = Changes(At(weighted: false, figure));
        return CalibrationFigures.RisesWithChance(figure)
            ? PercentileInterval.OfChange(changes, value, _confidence)
            : Of(changes, leftOut, value);
    }

    private SquaredErrors Squares(bool calibrated) => calibrated ? _calibratedSquares : _rawSquares;

    private (double[] Resampled, double[]? LeftOut) Changes(int figure)
    {
        double[] Subtract(double[][][] results) =>
            [.. results[Calibrated][figure].Zip(results[Uncalibrated][figure], (after, before) => after - before)];
        return (Subtract(_resampled), _leftOut is null ? null : Subtract(_leftOut));
    }

    private static int At(bool weighted, CalibrationFigure figure) =>
        weighted ? CalibrationFiguresResampling.Weighted(figure) : CalibrationFiguresResampling.Macro(figure);

    private static double[] Means(double[][] figures, IReadOnlyList<int> labels) =>
        [.. Enumerable.Range(0, figures[0].Length).Select(i => labels.Average(j => figures[F1Resampling.FirstLabel + j][i]))];

    private Interval? Of(int statistic, int figure, double? value) =>
        value is { } known ? Of(_resampled[statistic][figure], _leftOut?[statistic][figure], known) : null;

    private Interval? Of(double[] resampled, double[]? leftOut, double value) =>
        leftOut is null ? PercentileInterval.Of(resampled, _confidence) : BcaInterval.Of(resampled, value, leftOut, _confidence);
}
