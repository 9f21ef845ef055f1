using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Execution;

/// <summary>A stage that failed in this build, and all that it said.</summary>
internal sealed record StageFailure(StageNode Node, IReadOnlyList<Diagnostic> Problems)
{
    public string Text => string.Join("; ", Problems);
}

/// <summary>The stages of one experiment that failed in this build.</summary>
internal sealed class StageFailures
{
    private readonly List<StageFailure> _all = [];

    public bool Any => _all.Count > 0;

    public void Add(StageFailure failure) => _all.Add(failure);

    /// <summary>Whether a stage of the same run, or one that all share, has failed.</summary>
    public bool Block(StageNode node) =>
        _all.Any(f => f.Node.Run is null || (node.Run is not null && f.Node.Run == node.Run && f.Node.Seed == node.Seed));

    /// <summary>What went wrong in the runs that have no figures, by run folder.</summary>
    public IReadOnlyDictionary<string, string> OfRuns() => Of(f => f.Kind != StageKind.Explain);

    /// <summary>What went wrong in the runs that have figures and no explanations, by run folder.</summary>
    public IReadOnlyDictionary<string, string> OfExplanations() => Of(f => f.Kind == StageKind.Explain);

    /// <summary>What went wrong, one by one; what a model finds has the run's name and a place in the experiment's file.</summary>
    public IEnumerable<Diagnostic> Told(ModelPlaces places) =>
        from failure in _all
        from problem in failure.Problems
        let placed = places.Place(problem, failure.Node.Run)
        select ModelPlaces.IsOfModel(problem) ? placed with { Message = $"{failure.Node.Title}: {problem.Message}" } : placed;

    /// <summary>EXP2006: which runs failed and why.</summary>
    /// <param name="runs">How many there are.</param>
    public Diagnostic Report(int runs) => Problems.RunsFailed.Given(
        OfRuns().Keys.Union(OfExplanations().Keys).Count(), runs, string.Join("; ", _all.Select(f => $"{f.Node.Title}: {f.Text}")));

    private Dictionary<string, string> Of(Func<StageNode, bool> isMeant) => _all
        .Where(f => f.Node.Run is not null && isMeant(f.Node))
        .DistinctBy(f => StageFolder.OfRun(f.Node.Run!, f.Node.Seed!.Value))
        .ToDictionary(f => StageFolder.OfRun(f.Node.Run!, f.Node.Seed!.Value), f => f.Text, StringComparer.Ordinal);
}
