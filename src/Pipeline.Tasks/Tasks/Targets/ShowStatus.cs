using System.Text.Json;
using System.Text.Json.Serialization;
using Emotune.Model.Diagnostics;
using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>Prints which stages are fresh, which are stale and why.</summary>
public sealed class ShowStatus : ExperimentTask
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary><c>text</c> or <c>json</c>.</summary>
    public string Format { get; set; } = "text";

    protected override void Run()
    {
        if (Format is not ("text" or "json"))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("StatusFormat", Format, "text, json"));
        var rows = new List<StatusRow>();
        var orphans = new List<string>();
        foreach (var opened in ReadAll())
        {
            using var experiment = Start(opened, held: null);
            foreach (var node in experiment.Plan.Stages)
            {
                var status = experiment.Status(node);
                var restorable = !status.IsFresh && status.Key is { } key && experiment.Store.Has(key.Digest);
                rows.Add(new StatusRow(
                    opened.Spec.Name, node.Run, node.Seed, node.Kind.ToString(),
                    status.IsFresh ? "fresh" : restorable ? "in the store" : "stale", status.Reasons)
                {
                    ExtraSet = node.ExtraSet,
                });
            }
            orphans.AddRange(OrphanRuns.In(experiment).Select(o => Path.GetRelativePath(opened.Artifacts.Root, o)));
        }
        Say(Format == "json" ? JsonSerializer.Serialize(new { Stages = rows, Orphans = orphans }, Options) : Table(rows, orphans));
    }

    private static string Table(List<StatusRow> rows, List<string> orphans)
    {
        var titles = rows.ToDictionary(
            r => r, r =>
                $"{r.Experiment}  {(r.Run is null ? "" : $"{r.Run}/{r.Seed} ")}{r.Stage}{(r.ExtraSet is null ? "" : $" {r.ExtraSet}")}");
        var width = titles.Values.Max(t => t.Length);
        var lines = rows.Select(r => $"{titles[r].PadRight(width)}  {r.State,-12}  {string.Join("; ", r.Reasons)}".TrimEnd());
        var notes = orphans.Select(o => $"{o} belongs to no run of the experiment; -t:Clean -p:Orphans=true removes it.");
        return string.Join("\n", lines.Concat(notes));
    }

    private sealed record StatusRow(string Experiment, string? Run, long? Seed, string Stage, string State, IReadOnlyList<string> Reasons)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? ExtraSet { get; init; }
    }
}
