using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Reads the experiments and takes hold of their artifacts; nothing is written where anything is wrong.</summary>
public sealed class OpenExperiments : ExperimentTask
{
    /// <summary><c>lines</c>, or <c>none</c> for the stages and the results alone.</summary>
    public string Progress { get; set; } = "lines";

    /// <summary>Whether a name without an experiment file is that of results which are left over from one.</summary>
    public bool TakesLeftovers { get; set; }

    private readonly List<ArtifactFolder> _leftovers = [];

    protected override void Run()
    {
        RequireProgress(Progress);
        // In one order whoever asks, so that two builds of the same experiments cannot wait for each other.
        var opened = ReadAll().OrderBy(e => e.Artifacts.Root, StringComparer.Ordinal).ToList();
        var refused = opened.SelectMany(e => Ownership.Problems(e.Artifacts, e.Plan())).ToList();
        if (refused.Count > 0)
            throw new DiagnosticException(refused);
        var (sessions, leftovers) = (new List<ExperimentSession>(), new List<LeftoverResults>());
        try
        {
            foreach (var experiment in opened)
                sessions.Add(Open(experiment));
            foreach (var artifacts in _leftovers.OrderBy(a => a.Root, StringComparer.Ordinal))
                leftovers.Add(new(artifacts, Hold(artifacts)));
        }
        catch
        {
            // Whoever comes next must not wait for a build that never began.
            sessions.ForEach(s => s.Dispose());
            leftovers.ForEach(l => l.Dispose());
            throw;
        }

        Session = new BuildSession(sessions) { ShowsProgress = Progress == "lines", Start = Start, Leftovers = leftovers };
    }

    private protected override Diagnostic? WithoutFile(string name)
    {
        if (!TakesLeftovers)
            return base.WithoutFile(name);
        var experiments = new KnownExperiments(Experiments, Artifacts);
        if (experiments.FileOf(name) is { } file)
            return Problems.ExperimentOfAnotherFile.Given(name, file);
        if (experiments.ResultsOf(name) is not { } artifacts)
        {
            return Problems.NeitherFileNorResults.Given(
                name, Listed(experiments.Names), Listed(experiments.WithResults.Select(a => a.Name)), Artifacts);
        }

        _leftovers.Add(artifacts);
        return null;

        static string Listed(IEnumerable<string> names) => string.Join(", ", names.DefaultIfEmpty("none"));
    }

    private BuildLock Hold(ArtifactFolder artifacts) => BuildLock.Take(
        artifacts.Lock, holder => Say($"Waiting: '{artifacts.Name}' is being built by {holder}."), Cancellation);

    private ExperimentSession Open(OpenedExperiment experiment)
    {
        var held = Hold(experiment.Artifacts);
        try
        {
            var session = Open(experiment, held);
            Ownership.Mark(experiment.Artifacts, experiment.File);
            session.RemoveLeftovers();
            WriteResolved(experiment);
            return session;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static void WriteResolved(OpenedExperiment experiment)
    {
        var file = experiment.Artifacts.ResolvedExperiment;
        if (!RegularFile.IsAt(file) || File.ReadAllText(file) != experiment.Resolved)
            AtomicFile.WriteText(file, experiment.Resolved);
    }
}
