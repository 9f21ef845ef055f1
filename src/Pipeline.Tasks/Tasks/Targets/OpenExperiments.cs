using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Reads the experiments and takes hold of their artifacts; nothing is written where anything is wrong.</summary>
public sealed class OpenExperiments : ExperimentTask
{
    /// <summary><c>lines</c>, or <c>none</c> for the stages and the results alone.</summary>
    public string Progress { get; set; } = "lines";

    protected override void Run()
    {
        if (Progress is not ("lines" or "none"))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("Progress", Progress, "lines, none"));
        // In one order whoever asks, so that two builds of the same experiments cannot wait for each other.
        var opened = ReadAll().OrderBy(e => e.Artifacts.Root, StringComparer.Ordinal).ToList();
        var refused = opened.SelectMany(e => Ownership.Problems(e.Artifacts, e.Plan())).ToList();
        if (refused.Count > 0)
            throw new DiagnosticException(refused);
        var sessions = new List<ExperimentSession>();
        try
        {
            foreach (var experiment in opened)
                sessions.Add(Open(experiment));
        }
        catch
        {
            // Whoever comes next must not wait for a build that never began.
            sessions.ForEach(s => s.Dispose());
            throw;
        }

        Session = new BuildSession(sessions) { ShowsProgress = Progress == "lines" };
    }

    private ExperimentSession Open(OpenedExperiment experiment)
    {
        var held = BuildLock.Take(
            experiment.Artifacts.Lock,
            holder => Say($"Waiting: '{experiment.Spec.Name}' is being built by {holder}."),
            Cancellation);
        try
        {
            var session = Start(experiment, held);
            Ownership.Mark(experiment.Artifacts);
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
