namespace Emotune.Model.Data;

/// <summary>The labels' names in the order of their ids: <c>label_map.json</c>.</summary>
internal sealed record LabelMap(IReadOnlyList<string> Labels);
