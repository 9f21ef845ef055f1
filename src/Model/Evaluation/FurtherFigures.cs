using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>
/// Figures whose value and interval are both made from the figure's own statistic: the value on all comments as they are, the interval on
/// resampled ones. A new figure so needs no more than a statistic and a row in <see cref="EvaluationFigures"/>.
/// </summary>
internal static class FurtherFigures
{
    /// <summary>By the figures' names; null where there are no figures.</summary>
    public static IReadOnlyDictionary<string, Estimate>? Of(
        ScoredRun run, IReadOnlyList<EvaluationFigure> figures, BootstrapOptions options)
    {
        if (figures.Count == 0)
            return null;
        IResampleStatistic[] statistics = [.. figures.Select(f => f.Resampling!.Statistic(run))];
        var observed = Bootstrap.Observed(run.Test.Rows, statistics);
        var resampled = Bootstrap.Run(run.Test.Rows, statistics, options);
        var leftOut = options.Interval == BootstrapInterval.Bca ? Bootstrap.LeaveOut(run.Test.Rows, statistics, options) : null;
        return figures.Select((figure, s) =>
        {
            var at = figure.Resampling!.At!.Value;
            var value = observed[s][at];
            return KeyValuePair.Create(figure.Name, double.IsNaN(value)
                ? new Estimate(null, null)
                : new Estimate(value, Interval(figure.Resampling, value, resampled[s][at], leftOut?[s][at], options.Confidence)));
        }).ToDictionary(StringComparer.Ordinal);
    }

    private static Interval? Interval(
        FigureResampling resampling, double value, double[] resampled, double[]? leftOut, double confidence) => resampling.RisesWithChance
            ? PercentileInterval.Recentred(resampled, value, confidence)
            : leftOut is null
                ? PercentileInterval.Of(resampled, confidence)
                : BcaInterval.Of(resampled, value, leftOut, confidence);
}
