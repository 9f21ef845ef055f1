using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Emotune.Pipeline.Reporting.Tables;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>What Status shows: a table for people, JSON with every reason whole for programs.</summary>
/// <param name="Orphans">Folders below the artifacts that belong to no run any more.</param>
internal sealed record StatusTable(IReadOnlyList<StatusRow> Stages, IReadOnlyList<string> Orphans)
{
    /// <summary>The names of the experiments that have results and no file any more.</summary>
    public IReadOnlyList<string> LeftOver { get; init; } = [];

    /// <summary>What the next build fetches; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FetchForecast? ToFetch { get; init; }

    /// <summary>What the table says below its rows.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Notes { get; init; } = [];

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
    public string ToText() => string.Join("\n", TextTable.Lines([Header, .. Stages.Select(Cells)]).Concat(Notes));

    private static string[] Cells(StatusRow row) =>
    [
        row.Experiment, row.Run is null ? "" : $"{row.Run}/{row.Seed}", row.ExtraSet is null ? row.Stage : $"{row.Stage} {row.ExtraSet}",
        row.State, ReasonLine.Of(row.Reasons),
    ];
}
