using Emotune.Model.Calibration;
using Emotune.Model.Diagnostics;
using Emotune.Model.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Comparison;

/// <summary>
/// A run's figures on resampled test comments: those of <see cref="ComparedFigures"/>, each label's average precision, each label's F1.
/// </summary>
internal sealed class ResampledFigures
{
    private readonly double[][][] _bySeed;
    private readonly SquaredErrorTerms[] _squaredErrors;

    /// <exception cref="DiagnosticException">EXP5001 to EXP5004, EXP5006, EXP5008: what the results lack, or how they disagree.</exception>
    public ResampledFigures(ComparedRun run, ComparisonOptions options)
    {
        var seeds = run.Seeds.Select(seed => Resample(run.Name, seed, options)).ToList();
        _bySeed = [.. seeds.Select(s => s.Figures)];
        _squaredErrors = [.. seeds.Select(s => s.SquaredErrors)];
    }

    public int Seeds => _bySeed.Length;

    /// <summary>One figure on one resample, for the seed of that position.</summary>
    public double this[int seed, int figure, int resample] => _bySeed[seed][figure][resample];

    /// <summary>How the debiased squared calibration error, mean over labels, deviates on resamples, by seed.</summary>
    public IReadOnlyList<SquaredErrorTerms> SquaredErrors => _squaredErrors;

    /// <summary>By figure and resample; the draws depend on the options alone, so that all runs are seen on the same comments.</summary>
    private static (double[][] Figures, SquaredErrorTerms SquaredErrors) Resample(string run, ComparedSeed seed, ComparisonOptions options)
    {
        var test = seed.Test.Checked(run);
        seed.Calibration.CheckLabelCount(test.LabelCount);
        seed.Thresholds.CheckLabelCount(test.LabelCount);
        var calibrated = CalibratedColumns.Of(test, seed.Calibration.Labels.Select(l => l.Map));
        var decisions = Decisions.At(calibrated.RowMajorProbabilities(), [.. seed.Thresholds.Labels], test.Labels);
        var squares = new SquaredErrorResampling(calibrated, options.Bins);
        var results = Bootstrap.Run(
            test.Rows,
                [new F1Resampling(decisions), new AveragePrecisionResampling(test), new CalibrationResampling(calibrated, options.Bins),
                    squares], options.Bootstrap);
        var (f1, precision, calibration) = (results[0], results[1], results[2]);
        double[][] figures =
        [
            .. ComparedFigures.All.Select(figure => figure.Name switch
            {
                ComparedFigures.MicroF1 => f1[F1Resampling.Micro],
                ComparedFigures.MacroF1 => f1[F1Resampling.Macro],
                ComparedFigures.WeightedF1 => f1[F1Resampling.Weighted],
                ComparedFigures.MacroAveragePrecision => precision[AveragePrecisionResampling.Macro],
                ComparedFigures.ExpectedCalibrationError => calibration[CalibrationResampling.EqualWidth],
                // In parts, see SquaredErrors: how they are put together depends on the run that this one is held against.
                ComparedFigures.DebiasedSquaredError => [],
                ComparedFigures.Brier => calibration[CalibrationResampling.Brier],
                ComparedFigures.NegativeLogLikelihood => calibration[CalibrationResampling.NegativeLogLikelihood],
                _ => throw new InvalidOperationException($"{figure.Name} is not resampled."),
            }),
            .. precision[AveragePrecisionResampling.FirstLabel..],
            .. f1[F1Resampling.FirstLabel..],
        ];
        return (figures, new SquaredErrors(squares, results[3], options.Bootstrap.Confidence).Observed());
    }
}
