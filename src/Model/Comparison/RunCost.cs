using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>
/// What a run costs beside another: made where costs are shown, never written among what repeats byte for byte.
/// </summary>
/// <param name="TaskBytes">What a further task takes on disk beside the backbone.</param>
/// <param name="SecondsToBest">To the validation whose weights were kept; the mean over seeds. Null where a seed's cost is not
/// known.</param>
/// <param name="TrainSeconds">Likewise, to the end of training.</param>
/// <param name="PeakMemoryBytes">Of training, the largest over seeds; null where a seed's cost is not known.</param>
public sealed record RunCost(
    string Run, FineTuningMethod Method, ParameterCounts Parameters, long TaskBytes, double? SecondsToBest, double? TrainSeconds,
        long? PeakMemoryBytes)
{
    /// <param name="trainCosts">Of the stage Train, by seed. Seeds taken from the store have the cost of when they were trained.</param>
    public static RunCost Of(RunSize size, IReadOnlyDictionary<long, StageCost> trainCosts)
    {
        var known = size.Seeds.Count > 0 && size.Seeds.All(s => trainCosts.ContainsKey(s.Seed));
        return new RunCost(
            size.Run, size.Method, size.Parameters, size.TaskBytes,
            known ? size.Seeds.Average(s => trainCosts[s.Seed].Seconds * s.ShareToBest) : null,
            known ? size.Seeds.Average(s => trainCosts[s.Seed].Seconds) : null,
            known ? size.Seeds.Max(s => trainCosts[s.Seed].PeakMemoryBytes) : null);
    }
}
