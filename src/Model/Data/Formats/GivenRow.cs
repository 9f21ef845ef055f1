namespace Emotune.Model.Data.Formats;

/// <summary>A row as a format's reader finds it, its labels not yet understood.</summary>
/// <param name="Id">Null where the format has none.</param>
internal sealed record GivenRow(TextPlace Place, string Text, GivenLabels Labels, string? Id = null)
{
    public int Line => Place.Line;
}

/// <summary>A row's labels as they were given: apart from each other, or in one text.</summary>
/// <param name="Apart">Names or ids; with <see cref="DatasetSource.LabelColumns"/> one value a column.</param>
/// <param name="Text">Names or ids in one text.</param>
internal readonly record struct GivenLabels(IReadOnlyList<string>? Apart, string? Text)
{
    public GivenLabels(IReadOnlyList<string> apart) : this(apart, null) { }

    public GivenLabels(string text) : this(null, text) { }
}
