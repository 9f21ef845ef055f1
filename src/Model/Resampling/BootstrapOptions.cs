using System.ComponentModel.DataAnnotations;
using Emotune.Diagnostics;

namespace Emotune.Model.Resampling;

/// <summary>How an interval is read off the resamples.</summary>
internal enum BootstrapInterval
{
    /// <summary>Their quantiles (Efron, 1979).</summary>
    Percentile,

    /// <summary>Their quantiles, corrected for bias and skewness (Efron, 1987).</summary>
    Bca,
}

/// <summary>How intervals are drawn: test comments anew, with replacement, as many as there are.</summary>
/// <param name="Confidence">The share of resamples inside an interval.</param>
/// <param name="Seed">The draws depend on this, the resample's number and the draw's number alone.</param>
/// <param name="Threads">At most so many at once; zero for as many as there are cores. It does not change a bit of the result.</param>
internal sealed record BootstrapOptions(
    [property: Range(1, 1_000_000)] int Resamples = 1000,
    [property: Range(0.5, 1.0, MaximumIsExclusive = true)] double Confidence = 0.95,
    long Seed = 0,
    int Threads = 0)
{
    /// <summary>Of figures that are not calibration errors; those are moved to their resamples' mean.</summary>
    public BootstrapInterval Interval { get; init; }

    /// <exception cref="DiagnosticException">EXP5008: a setting is out of range.</exception>
    internal void Check() => OptionRanges.Faults(this, "bootstrap.").ThrowIfAny(Problems.EvaluationSettingOutOfRange);
}
