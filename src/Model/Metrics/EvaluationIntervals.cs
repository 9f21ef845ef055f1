namespace Emotune.Model.Metrics;

/// <summary>Bootstrap intervals of a report's figures, all from the same resampled comments.</summary>
internal sealed class EvaluationIntervals
{
    private readonly double[][][] _decisions;
    private readonly double[][] _precisions;
    private readonly double[][] _uncalibrated;
    private readonly double[][] _calibrated;
    private readonly double _confidence;

    public EvaluationIntervals(
        Predictions test, ProbabilityColumns raw, ProbabilityColumns calibrated, DecisionSet decisions, EvaluationOptions options)
    {
        IResampleStatistic[] statistics =
        [
            new AveragePrecisionResampling(test),
            new CalibrationResampling(raw, options.Bins),
            new CalibrationResampling(calibrated, options.Bins),
            .. decisions.Named.Select(d => new F1Resampling(d.Decisions)),
            new F1Resampling(decisions.MostFrequent),
        ];
        var results = Bootstrap.Run(test.Rows, statistics, options.Bootstrap);
        (_precisions, _uncalibrated, _calibrated, _decisions) = (results[0], results[1], results[2], results[3..]);
        _confidence = options.Bootstrap.Confidence;
    }

    /// <param name="decision">By position; the floor comes after the named ones.</param>
    public Interval MicroF1(int decision) => Of(_decisions[decision][F1Resampling.Micro])!;

    /// <inheritdoc cref="MicroF1"/>
    public Interval MacroF1(int decision) => Of(_decisions[decision][F1Resampling.Macro])!;

    public Interval? MicroAveragePrecision => Of(_precisions[AveragePrecisionResampling.Micro]);

    public Interval? MacroAveragePrecision => Of(_precisions[AveragePrecisionResampling.Macro]);

    public Interval? AveragePrecision(int label) => Of(_precisions[AveragePrecisionResampling.FirstLabel + label]);

    /// <summary>Of the Brier score or the negative log likelihood, before or after calibration.</summary>
    public Interval? ProbabilityScore(bool calibrated, int figure) => Of((calibrated ? _calibrated : _uncalibrated)[figure]);

    /// <summary>Of a calibration error, before or after calibration.</summary>
    public Interval? CalibrationError(bool calibrated, int figure, double value) =>
        PercentileInterval.Recentred((calibrated ? _calibrated : _uncalibrated)[figure], value, _confidence);

    private Interval? Of(double[] values) => PercentileInterval.Of(values, _confidence);
}
