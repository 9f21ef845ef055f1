namespace Emotune.Pipeline.Execution;

/// <summary>All experiments of one build; lives from the first task to the last.</summary>
internal sealed class BuildSession(IReadOnlyList<ExperimentSession> experiments) : IDisposable
{
    private readonly Termination _termination = new();

    public IReadOnlyList<ExperimentSession> Experiments { get; } = experiments;

    /// <summary>Whether stages say how far they are.</summary>
    public bool ShowsProgress { get; init; } = true;

    /// <summary>Where the relative paths of properties start.</summary>
    public required StartFolder Start { get; init; }

    /// <summary>The results that are left over from experiments without a file, where the build asks for such.</summary>
    public IReadOnlyList<LeftoverResults> Leftovers { get; init; } = [];

    /// <summary>Whether the process is to end.</summary>
    public CancellationToken Terminated => _termination.Requested;

    public ExperimentSession Experiment(string name) => Experiments.Single(e => e.Spec.Name == name);

    public void Dispose()
    {
        try
        {
            foreach (var experiment in Experiments)
                experiment.Dispose();
            foreach (var leftover in Leftovers)
                leftover.Dispose();
        }
        finally
        {
            // A process that is to end waits for it.
            _termination.Dispose();
        }
    }
}
