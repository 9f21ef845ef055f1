using Emotune.Diagnostics;
using Emotune.Pipeline.Execution;

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
            OutputFile.Require(Output);
        var rows = new List<StatusRow>();
        var orphans = new List<string>();
        foreach (var opened in ReadAll())
        {
            using var experiment = Start(opened, held: null);
            rows.AddRange(experiment.Plan.Stages.Select(node => Row(experiment, experiment.Status(node))));
            orphans.AddRange(OrphanRuns.ToTell(experiment).Select(o => Path.GetRelativePath(opened.Artifacts.Root, o)));
        }

        var table = new StatusTable(rows, orphans);
        if (!string.IsNullOrEmpty(Output))
            OutputFile.Write(Output, table.ToJson() + "\n");
        Say(Format == "json" ? table.ToJson() : table.ToText());
    }

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
