using Emotune.Model.Data;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>The keys of further labelled files, and those that they share with the splits.</summary>
internal static class ExtraSetSchema
{
    public static readonly BlockType Columns = new("columns",
    [
        new("text", new TextType(), "The column (JSON property) with the text.", DatasetSource.DefaultTextColumn),
        new("label", new TextType(), "The column with a row's labels: a list, or text that label_separator splits.", "labels")
            { Without = "label_indicators" },
        new("label_indicators", new ListType(new TextType(), 1, IsSet: true),
            "Instead of label: one column of 0 and 1 for each label, named after it."),
        new("label_separator", new TextType(), "What stands between labels in the label column.",
            $"\"{DatasetSource.DefaultLabelSeparator}\"") { Without = "label_indicators" },
        new("label_values", ChoiceType.Of<LabelValues>(),
            "Whether the label column holds names, or positions in the labels file from zero.", "names")
            { Without = "label_indicators" },
    ]);

    private static readonly SchemaKey File = new(
        "file", new PathType(false), "The file, below DatasetsRoot or beside this one.")
    { IsRequired = true };

    private static readonly SchemaKey Format = new(
        "format", ChoiceType.Of<DatasetFormat>(), "How it is written; as data.format by default.");

    private static readonly SchemaKey Labels = new("labels", new PathType(false),
        "The set's own labels, one a line: what its raters could choose from. By default those that its rows name; for label positions, "
        + "data.labels.");

    private static readonly SchemaKey Map = new("map",
        new MapType(
            new TextType(), new EitherType(new OptionalTextType(), new ListType(new TextType(), 0, IsSet: true)), 0,
                "labels by the set's labels"),
        "What a label of the set says: one label of the experiment's own; a list of them, for at least one of these; or ~, to ignore it. "
        + "A label that is not here must be one of the experiment's own.",
        "{}");

    /// <summary>As it is written.</summary>
    public static readonly BlockType Set = new("extra_set",
    [
        File, Format, Labels,
        new("columns", Columns.Changes("columns_changes"),
            "Where its text and labels stand, where other than data.columns says.") { IsOptional = true },
        Map,
    ]);

    /// <summary>Once it is complete: what it does not say taken from the experiment's data.</summary>
    public static readonly BlockType Resolved = new("resolved_extra_set",
    [
        File, Format, Labels with { RequiredWith = new("format", "tsv-label-ids") },
        new("columns", Columns, "Where text and labels stand.") { OnlyWith = new("format", "csv", "jsonl", "parquet") },
        Map,
    ]);
}
