namespace Emotune.Metrics;

/// <summary>One bin of a reliability diagram; an empty bin has no mean and no fraction.</summary>
internal sealed record ReliabilityBin(double Lower, double Upper, int Count, double? MeanProbability, double? FractionOfPositives);
