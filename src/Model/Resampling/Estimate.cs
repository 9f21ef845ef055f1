using System.Text.Json.Serialization;

namespace Emotune.Model.Resampling;

/// <summary>An interval of a figure, its bounds included.</summary>
internal sealed record Interval(double Low, double High, double Confidence)
{
    /// <summary>How it was read off the resamples, where that is not the way that was asked for; null otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BootstrapInterval? Kind { get; init; }
}

/// <summary>A figure with its interval; null where it is undefined.</summary>
internal sealed record Estimate(double? Value, Interval? Interval);
