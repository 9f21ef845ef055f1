using Emotune.Model.Diagnostics;

namespace Emotune.Model.Resampling;

/// <summary>How an interval is read off the resamples.</summary>
public enum BootstrapInterval
{
    /// <summary>Their quantiles (Efron, 1979).</summary>
    Percentile,

    /// <summary>Their quantiles, corrected for bias and skewness (Efron, 1987).</summary>
    Bca,
}

/// <summary>How intervals are drawn: test comments anew, with replacement, as many as there are.</summary>
/// <param name="Resamples">At least one.</param>
/// <param name="Confidence">The share of resamples inside an interval, in (0, 1).</param>
/// <param name="Seed">The draws depend on this, the resample's number and the draw's number alone.</param>
/// <param name="Threads">At most so many at once; zero for as many as there are cores. It does not change a bit of the result.</param>
public sealed record BootstrapOptions(int Resamples = 1000, double Confidence = 0.95, long Seed = 0, int Threads = 0)
{
    /// <summary>Of figures that are not calibration errors; those are moved to their resamples' mean.</summary>
    public BootstrapInterval Interval { get; init; }

    /// <exception cref="DiagnosticException">EXP5008: a setting is out of range.</exception>
    internal void Check()
    {
        if (Resamples < 1)
            throw new DiagnosticException(Problems.EvaluationSettingOutOfRange.Given("bootstrap.resamples", Resamples, "1 or more"));
        if (!(Confidence > 0 && Confidence < 1))
        {
            throw new DiagnosticException(
                Problems.EvaluationSettingOutOfRange.Given("bootstrap.confidence", Confidence, "above 0 and below 1"));
        }
    }
}
