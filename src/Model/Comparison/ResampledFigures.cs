using Emotune.Diagnostics;
using Emotune.Model.Evaluation;
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
        var scored = ScoredRun.Of(run, seed.Test, seed.Calibration, seed.Thresholds, options.Bins);
        var makers = ComparedFigures.All.Select(f => f.Resampling!.Statistic).Distinct().ToList();
        IResampleStatistic[] statistics = [.. makers.Select(make => make(scored))];
        var results = Bootstrap.Run(scored.Test.Rows, statistics, options.Bootstrap);
        double[][] Of(Func<ScoredRun, IResampleStatistic> maker) => results[makers.IndexOf(maker)];
        double[][] figures =
        [
            // What is in parts comes as SquaredErrors: how they are put together depends on the run that this one is held against.
            .. ComparedFigures.All.Select(f => f.Resampling!.At is { } at ? Of(f.Resampling.Statistic)[at] : []),
            .. Of(SharedStatistics.Ranking)[AveragePrecisionResampling.FirstLabel..],
            .. Of(SharedStatistics.Decisions)[F1Resampling.FirstLabel..],
        ];
        var squares = makers.IndexOf(SharedStatistics.SquaredErrors);
        return (figures, new SquaredErrors(
            (SquaredErrorResampling)statistics[squares], results[squares], options.Bootstrap.Confidence).Observed());
    }
}
