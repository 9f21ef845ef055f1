using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Platform;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Shows which stages are fresh, which are stale and why.</summary>
public sealed class ShowStatus : ExperimentTask
{
    /// <summary><c>text</c> or <c>json</c>: how the build's output shows it.</summary>
    public string Format { get; set; } = "text";

    /// <summary>A file for the JSON alone, beside what the build's output shows; empty for none.</summary>
    public string? Output { get; set; }

    protected override void Run()
    {
        if (Format is not ("text" or "json"))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("StatusFormat", Format, "text, json"));
        if (!string.IsNullOrEmpty(Output))
            OutputFile.Require(Start.At(Output));
        var (rows, orphans, notes) = (new List<StatusRow>(), new List<string>(), new List<string>());
        var missing = new List<NamedSource>();
        foreach (var opened in ReadAll())
        {
            missing.AddRange(opened.Paths.ToFetch);
            using var experiment = Open(opened, held: null);
            foreach (var kind in StageLayout.All.Select(s => s.Kind))
                rows.AddRange(experiment.StagesOf(kind).ToList().Select(node => Row(experiment, experiment.Status(node))));
            foreach (var orphan in OrphanRuns.ToTell(experiment))
            {
                orphans.Add(PathText.Below(opened.Artifacts.Root, orphan.Folder));
                notes.Add(orphan.IsKept(TimeProvider.System.GetUtcNow())
                    ? OrphanText.Kept(orphan, opened.Artifacts)
                    : OrphanText.Removable(orphan, experiment));
            }

            notes.AddRange(experiment.LeftOut.Select(LeftOutText.Of));
        }

        string[] leftOver = [.. new KnownExperiments(Experiments, Artifacts).LeftOver.Select(a => a.Name)];
        notes.AddRange(leftOver.Select(LeftOver));
        var toFetch = FetchForecast.Of(missing, Start, Cancellation);
        if (toFetch is not null)
            notes.Add(toFetch.Text);
        var table = new StatusTable(rows, orphans) { LeftOver = leftOver, ToFetch = toFetch, Notes = notes };
        if (!string.IsNullOrEmpty(Output))
            OutputFile.Write(Start.At(Output), table.ToJson() + "\n");
        Say(Format == "json" ? table.ToJson() : table.ToText());
    }

    private string LeftOver(string name) =>
        $"{Path.Combine(Artifacts, name)} has results of an experiment that has no file any more. This command removes them: "
        + TypedCommand.Of(this, name, Start).For("Clean");

    private static StatusRow Row(ExperimentSession experiment, StageStatus status)
    {
        var restorable = !status.IsFresh && status.Key is { } key && experiment.Store.Has(key.Digest);
        var node = status.Node;
        return new StatusRow(
            experiment.Spec.Name, node.Run, node.Seed, node.Kind.ToString(),
            status.IsFresh ? "fresh" : restorable ? "in the store" : "stale", status.Reasons)
        {
            ExtraSet = node.ExtraSet,
        };
    }
}
