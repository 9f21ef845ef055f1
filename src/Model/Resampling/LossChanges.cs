using Emotune.Metrics;

namespace Emotune.Model.Resampling;

/// <summary>
/// Whether calibration changed each label's negative log likelihood, on the same comments: intervals, and tests with Holm's correction
/// over labels.
/// </summary>
internal static class LossChanges
{
    private const int MostDraws = 100_000;

    /// <param name="names">(L).</param>
    /// <param name="before">(L), in nats.</param>
    /// <param name="after">(L).</param>
    /// <returns>One a label, after − before.</returns>
    public static IReadOnlyList<PairedDifference> Of(
        ProbabilityColumns raw, ProbabilityColumns calibrated, IReadOnlyList<string> names, double[] before, double[] after,
        BootstrapOptions options)
    {
        options = options with { Resamples = Draws(options.Resamples) };
        IResampleStatistic[] statistics = [new LossChangeResampling(raw, calibrated)];
        var resampled = Bootstrap.Run(raw.Rows, statistics, options)[0];
        var leftOut = options.Interval == BootstrapInterval.Bca ? Bootstrap.LeaveOut(raw.Rows, statistics, options)[0] : null;
        return Holm.Adjust([.. names.Select((name, j) =>
        {
            var difference = PairedDifference.Of(name, before[j], after[j], resampled[j], options.Confidence);
            return leftOut is null
                ? difference
                : difference with { Interval = BcaInterval.Of(resampled[j], difference.Difference!.Value, leftOut[j], options.Confidence) };
        })]);
    }

    /// <summary>
    /// Ten times as many as other figures get, at most <see cref="MostDraws"/> where that is more: means are cheap to resample, and of
    /// 1,000 draws the smallest p-value times some dozens of labels, which is Holm's, is above 5 % whatever the change.
    /// </summary>
    private static int Draws(int resamples) => Math.Max(resamples, (int)Math.Min(10L * resamples, MostDraws));
}
