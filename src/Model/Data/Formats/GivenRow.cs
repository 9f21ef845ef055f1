namespace Emotune.Model.Data.Formats;

/// <summary>A row as a format's reader finds it, its labels not yet understood.</summary>
/// <param name="Labels">Names or ids; with <see cref="DatasetSource.LabelColumns"/> one value a column.</param>
/// <param name="Id">Null where the format has none.</param>
internal sealed record GivenRow(int Line, string Text, IReadOnlyList<string> Labels, string? Id = null);
