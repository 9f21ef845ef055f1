using Emotune.Model.Data;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>The keys of further labelled files, and those that they share with the splits.</summary>
internal static class ExtraSetSchema
{
    public static readonly BlockType Columns = new("columns",
    [
        new("text", new TextType(),
            "The name of the column that holds the text. In JSON files it is a property.", DatasetSource.DefaultTextColumn),
        new("label", new TextType(),
            "The name of the column that holds the labels of a row. The column holds a list, "
            + "or a text that label_separator splits.", "labels") { Without = "label_indicators" },
        new("label_indicators", new ListType(new TextType(), 1, IsSet: true),
            "The names of columns that hold 0 or 1, one for each label. Each column is named after its label. "
            + "They are given instead of label."),
        new("label_separator", new TextType(), "The text that separates the labels in the label column.",
            $"\"{DatasetSource.DefaultLabelSeparator}\"") { Without = "label_indicators" },
        new("label_values", ChoiceType.Of<LabelValues>(),
            "What the label column holds. names are names of labels, and ids are positions in the labels file, counted from zero.", "names")
            { Without = "label_indicators" },
        new("delimiter", new DelimiterType(),
            "The character that separates the fields of a csv file. By default, it is the one of comma, semicolon, tab and | under which "
            + "the header has the columns that are named here. The build says which if it is not the comma."),
    ]);

    public static readonly SchemaKey Encoding = new(
        "encoding", ChoiceType.Of<TextEncoding>(),
        "The encoding of the text files, the labels file included. A byte order mark at the beginning of a file counts before it. utf-16 "
        + "needs that mark. The default is utf-8.")
    { OnlyWith = TextFormats };

    private static Condition TextFormats => new("format", "tsv-label-ids", "csv", "jsonl");

    private static readonly SchemaKey File = new(
        "file", SourceSchema.File, "The file of the set, below DatasetsRoot or beside this file.")
    { IsRequired = true };

    private static readonly SchemaKey Format = new(
        "format", ChoiceType.Of<DatasetFormat>(), "The format of the file. The default is data.format.");

    private static readonly SchemaKey Labels = new("labels", SourceSchema.File,
        "A file with the labels of the set, one on each line, among which its raters could choose. By default, the labels are those that "
        + "its rows name. For label positions, the default is data.labels.");

    private static readonly SchemaKey Map = new("map",
        new MapType(
            new TextType(), new EitherType(new OptionalTextType(), new ListType(new TextType(), 0, IsSet: true)), 0,
            "labels by the set's labels"),
        "The meaning of each label of the set. The value is one label of the experiment, or a list of labels of which at least one holds, "
        + "or ~ to ignore the label. A label that is not in the map must be a label of the experiment.",
        "{}");

    /// <summary>As it is written.</summary>
    public static readonly BlockType Set = new("extra_set",
    [
        File, Format, Labels, Encoding with { OnlyWith = null },
        new("columns", Columns.Changes("columns_changes"),
            "Where the text and the labels of a row are, if it differs from data.columns.") { IsOptional = true },
        Map,
    ]);

    /// <summary>Once it is complete: what it does not say taken from the experiment's data.</summary>
    public static readonly BlockType Resolved = new("resolved_extra_set",
    [
        File, Format, Labels with { RequiredWith = new("format", "tsv-label-ids") }, Encoding,
        new("columns", Columns, "Where the text and the labels of a row are.") { OnlyWith = new("format", "csv", "jsonl", "parquet") },
        Map,
    ]);
}
