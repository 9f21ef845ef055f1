namespace Emotune.Pipeline.Execution;

/// <summary>All experiments of one build; lives from the first task to the last.</summary>
internal sealed class BuildSession(IReadOnlyList<ExperimentSession> experiments) : IDisposable
{
    private readonly Termination _termination = new();

    public IReadOnlyList<ExperimentSession> Experiments { get; } = experiments;

    /// <summary>Whether stages say how far they are.</summary>
    public bool ShowsProgress { get; init; } = true;

    /// <summary>Whether the process is to end.</summary>
    public CancellationToken Terminated => _termination.Requested;

    public ExperimentSession Experiment(string name) => Experiments.Single(e => e.Spec.Name == name);

    public void Dispose()
    {
        try
        {
            foreach (var experiment in Experiments)
                experiment.Dispose();
        }
        finally
        {
            // A process that is to end waits for it.
            _termination.Dispose();
        }
    }
}
