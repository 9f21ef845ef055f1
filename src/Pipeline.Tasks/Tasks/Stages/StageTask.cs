using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;
using Emotune.Pipeline.Tasks.Targets;
using Microsoft.Build.Framework;

namespace Emotune.Pipeline.Tasks.Stages;

/// <summary>Brings the stale stages of one kind up to date, runs side by side where the cores allow.</summary>
public abstract class StageTask : PipelineTask
{
    /// <summary>The stale ones among what <see cref="ResolveStages"/> found.</summary>
    [Required]
    public ITaskItem[] Stages { get; set; } = [];

    /// <summary>An assembly with a <see cref="IStageWorker"/> to ask instead of the stage itself; for tests of the pipeline.</summary>
    public string? WorkerAssembly { get; set; }

    private readonly List<Diagnostic> _problems = [];

    /// <summary>The stage's own work.</summary>
    private protected abstract StageYield Work(ExperimentSession experiment, StageWork work);

    protected sealed override void Run()
    {
        using var registration = Session.Terminated.Register(Cancel);
        var stale = Stages.Select(item => Find(item.GetMetadata("Experiment"), item.GetMetadata("Title"))).ToList();
        var sideBySide = new SideBySide(Environment.ProcessorCount);
        sideBySide.ForEach(stale, s => ThreadsOf(s.Experiment, s.Node), s => RunOne(s.Experiment, s.Node), Cancellation);
        Cancellation.ThrowIfCancellationRequested();
        // Two stages can find the same of one file.
        if (_problems.Count > 0)
            throw new DiagnosticException([.. _problems.Distinct()]);
    }

    /// <summary>Looks at the stage's result, whether it was computed or taken from the store.</summary>
    private protected virtual void Finished(ExperimentSession experiment, StageNode node)
    {
    }

    /// <summary>How many cores one stage of this kind keeps busy.</summary>
    private protected virtual int ThreadsOf(ExperimentSession experiment, StageNode node) => Environment.ProcessorCount;

    private (ExperimentSession Experiment, StageNode Node) Find(string experiment, string title)
    {
        var session = Session.Experiment(experiment);
        return (session, session.Plan.Titled(title));
    }

    private void RunOne(ExperimentSession experiment, StageNode node)
    {
        var title = Session.Experiments.Count == 1 ? node.Title : $"{experiment.Spec.Name} {node.Title}";
        try
        {
            var status = experiment.Resolver.Status(node);
            if (experiment.Resolver.CurrentKey(node, out var missing) is null)
                throw new DiagnosticException(Problems.InputMissing.Given(node.Title, missing));
            Say($"{title}: {ReasonLine.Of(status.Reasons)}");
            var outcome = experiment.Runner.Run(
                status, work => Ask(experiment, work),
                new StageLog(line => SayProgress($"{title}: {line}"), line => Say($"{title}: {line}")), Cancellation);
            if (outcome == StageOutcome.Restored)
                Say($"{title}: taken from the store");
            experiment.Finished(node);
            Finished(experiment, node);
        }
        catch (DiagnosticException problem)
        {
            Fail(experiment, node, title, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Fail(experiment, node, title, new DiagnosticException(Problems.FileSystemRefused.Given(title, problem.Message)));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // In one run it must not take the others with it.
            Fail(experiment, node, title, Broke(title, problem));
        }
    }

    private void SayProgress(string line)
    {
        if (Session.ShowsProgress)
            Say(line);
    }

    /// <summary>
    /// A failure ends only its run. One of a stage that all runs share, or of the machine, ends the build once its kind is through: what
    /// the store has is taken from there before.
    /// </summary>
    private void Fail(ExperimentSession experiment, StageNode node, string title, DiagnosticException problem)
    {
        if (node.Run is null || IsOfTheMachine(problem))
        {
            lock (_problems)
                _problems.AddRange(problem.Diagnostics.Select(d => experiment.Paths.Places.Place(d, null)));
            return;
        }
        experiment.Failed(node, problem.Diagnostics);
        Say($"{title}: failed; the other runs go on. {experiment.Paths.Places.Place(problem.Diagnostics[0], node.Run)}");
    }

    // What one run lacks here, every run lacks: one error says it.
    private static bool IsOfTheMachine(DiagnosticException problem) => problem.Diagnostics.All(
        d => d.Code == Problems.LibtorchPackageGone.Code || d.Code == Problems.NativeLibraryNotLoaded.Code);

    private StageYield Ask(ExperimentSession experiment, StageWork work) =>
        string.IsNullOrEmpty(WorkerAssembly) ? Work(experiment, work) : StageWorkers.In(WorkerAssembly).Run(work);
}
