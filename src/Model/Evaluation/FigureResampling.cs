using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Evaluation;

/// <summary>How a figure comes out on resampled comments.</summary>
/// <param name="Statistic">Makes the statistic that has the figure; figures that share a statistic share this.</param>
/// <param name="At">
/// The figure's place in the statistic; null where the statistic has parts, which are put together by the run that this one is held
/// against, see <see cref="Resampling.SquaredError.SquaredErrors"/>.
/// </param>
internal sealed record FigureResampling(Func<ScoredRun, IResampleStatistic> Statistic, int? At = 0)
{
    /// <summary>
    /// True where drawing rows twice widens the gaps that the figure is made of, so that resamples of it lie too high and are moved.
    /// </summary>
    public bool RisesWithChance { get; init; }
}

/// <summary>The statistics that several figures share.</summary>
internal static class SharedStatistics
{
    public static readonly Func<ScoredRun, IResampleStatistic> Decisions = run => new F1Resampling(run.Decisions);

    public static readonly Func<ScoredRun, IResampleStatistic> Ranking = run => new AveragePrecisionResampling(run.Test);

    public static readonly Func<ScoredRun, IResampleStatistic> Probabilities = run => new CalibrationResampling(run.Calibrated, run.Bins);

    public static readonly Func<ScoredRun, IResampleStatistic> SquaredErrors = run => new SquaredErrorResampling(run.Calibrated, run.Bins);
}
