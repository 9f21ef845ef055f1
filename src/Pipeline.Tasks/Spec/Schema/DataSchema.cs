using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>The keys of the data set and its splits.</summary>
internal static class DataSchema
{
    private static readonly BlockType Limit = new("limit",
    [
        new("train", new IntegerType(1, int.MaxValue),
            "The largest number of rows of the training split. The first rows are used. By default, all rows are used."),
        new("validation", new IntegerType(1, int.MaxValue),
            "The largest number of rows of the validation split. The first rows are used. By default, all rows are used."),
        new("test", new IntegerType(1, int.MaxValue),
            "The largest number of rows of the test split. The first rows are used. By default, all rows are used."),
    ]);

    public static readonly BlockType Data = new("data",
    [
        new("format", ChoiceType.Of<DatasetFormat>(),
            "The file format of the splits. tsv-label-ids is the format of GoEmotions: a text, label positions separated by commas, and an "
            + "identifier, without a header. jsonl takes one JSON object on each line, or one array of objects. Text files may be "
            + "compressed "
            + "with gzip.") { IsRequired = true },
        new("train", SourceSchema.File, "The file of the training split, below DatasetsRoot or beside this file.") { IsRequired = true },
        new("validation", SourceSchema.File,
            "The file of the validation split, below DatasetsRoot or beside this file. Epochs, "
            + "calibration and thresholds are chosen on it.") { IsRequired = true },
        new("test", SourceSchema.File,
            "The file of the test split, below DatasetsRoot or beside this file. Results are measured on it, "
            + "and nothing is chosen on it.") { IsRequired = true },
        new("labels", SourceSchema.File,
            "A file with the name of one label on each line. By default, the labels are those that the metadata of Parquet files name for "
            + "numbers, or else those that occur in the training split, in sorted order.") { RequiredWith = new("format",
                "tsv-label-ids") },
        ExtraSetSchema.Encoding,
        new("clean", new ListType(ChoiceType.Of<CleaningStep>(), 0, IsSet: true),
            "How the texts are cleaned. urls replaces each URL by a word, usernames replaces each user name by a word, and whitespace "
            + "turns each run of white space into one space. An empty list keeps the texts as they are.", "[urls, usernames, whitespace]"),
        new("max_length", new IntegerType(4, 8192),
            "The largest number of word pieces of a text, special tokens included. Longer texts are cut.", "128"),
        new("columns", ExtraSetSchema.Columns,
            "Where the text and the labels of a row are.") { OnlyWith = new("format", "csv", "jsonl", "parquet") },
        new("limit", Limit, "Limits for trials. Only the first rows of each split are used."),
    ]);
}
