namespace Emotune.Model.Comparison;

/// <summary>A run's figures over its seeds.</summary>
internal static class Replicates
{
    public static RunReplicates Of(ComparedRun run) => new(
        run.Name, run.Method, [.. run.Seeds.Select(s => s.Seed)],
        [.. ComparedFigures.All.Select(figure => Of(figure.Name, [.. run.Seeds.Select(s => figure.Of(s.Evaluation))]))]);

    /// <summary>
    /// Mean and deviation of a figure; undefined where it is for any seed, since a mean over other seeds is another figure.
    /// </summary>
    public static ReplicatedFigure Of(string name, IReadOnlyList<double?> bySeed)
    {
        if (bySeed.Any(v => v is null))
            return new ReplicatedFigure(name, null, null, bySeed);
        var mean = bySeed.Average()!.Value;
        double? deviation = bySeed.Count < 2 ? null : Math.Sqrt(bySeed.Sum(v => (v!.Value - mean) * (v.Value - mean)) / (bySeed.Count - 1));
        return new ReplicatedFigure(name, mean, deviation, bySeed);
    }
}
