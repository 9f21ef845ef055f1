namespace Emotune.Model.Resampling;

/// <summary>An interval of a figure, its bounds included.</summary>
public sealed record Interval(double Low, double High, double Confidence);

/// <summary>A figure with its interval; null where it is undefined.</summary>
public sealed record Estimate(double? Value, Interval? Interval);
