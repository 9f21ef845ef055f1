using System.Text.Encodings.Web;
using System.Text.Json;
using Emotune.Pipeline.Reporting.Tables;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>What Status shows: a table for people, JSON with every reason whole for programs.</summary>
/// <param name="Orphans">Folders below the artifacts that belong to no run any more.</param>
internal sealed record StatusTable(IReadOnlyList<StatusRow> Stages, IReadOnlyList<string> Orphans)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Header = ["experiment", "run", "stage", "state", "why"];

    public string ToJson() => JsonSerializer.Serialize(this, Options);

    /// <returns>A line a stage; a reason takes at most 200 characters.</returns>
    public string ToText()
    {
        var notes = Orphans.Select(o => $"{o} belongs to no run of the experiment; -t:Clean -p:Orphans=true removes it.");
        return string.Join("\n", TextTable.Lines([Header, .. Stages.Select(Cells)]).Concat(notes));
    }

    private static string[] Cells(StatusRow row) =>
    [
        row.Experiment, row.Run is null ? "" : $"{row.Run}/{row.Seed}", row.ExtraSet is null ? row.Stage : $"{row.Stage} {row.ExtraSet}",
        row.State, ReasonLine.Of(row.Reasons),
    ];
}
