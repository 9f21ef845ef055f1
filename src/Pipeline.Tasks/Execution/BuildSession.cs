namespace Emotune.Pipeline.Execution;

/// <summary>All experiments of one build; lives from the first task to the last.</summary>
internal sealed class BuildSession(IReadOnlyList<ExperimentSession> experiments) : IDisposable
{
    public IReadOnlyList<ExperimentSession> Experiments { get; } = experiments;

    /// <summary>Whether stages say how far they are.</summary>
    public bool ShowsProgress { get; init; } = true;

    public ExperimentSession Experiment(string name) => Experiments.Single(e => e.Spec.Name == name);

    public void Dispose()
    {
        foreach (var experiment in Experiments)
            experiment.Dispose();
    }
}
