namespace Emotune.Model.Data;

/// <summary>How a raw data set is written.</summary>
internal enum DatasetFormat
{
    /// <summary><c>text TAB comma-separated label ids [TAB row id]</c>, no header: GoEmotions' own.</summary>
    TsvLabelIds,

    /// <summary>RFC 4180 with a header, the fields separated by any one character.</summary>
    Csv,

    /// <summary>One JSON object a line, or one array of them.</summary>
    Jsonl,

    Parquet,
}

/// <summary>How a row names its labels: by name, or by id.</summary>
internal enum LabelValues { Names, Ids }

/// <summary>Where a raw data set lies and how it is written. Paths are complete.</summary>
internal sealed record DatasetSource
{
    public const string DefaultTextColumn = "text";
    public const string DefaultLabelSeparator = ",";

    public required DatasetFormat Format { get; init; }
    public required string Train { get; init; }
    public required string Validation { get; init; }
    public required string Test { get; init; }

    /// <summary>
    /// The file of label names, one a line; a label's id is its line, from zero. Null: the labels are <see cref="LabelColumns"/>,
    /// or else those that Parquet files name in their metadata, or else the names that occur in the training split, in ordinal order.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>Name of the column (CSV, Parquet) or key (JSON) that holds the text.</summary>
    public string TextColumn { get; init; } = DefaultTextColumn;

    /// <summary>
    /// Column or key with all labels of a row: a list, or text split at <see cref="LabelSeparator"/>; null with <see cref="LabelColumns"/>.
    /// </summary>
    public string? LabelColumn { get; init; }

    /// <summary>A 0/1 column or key for each label, named after it; null with <see cref="LabelColumn"/>.</summary>
    public IReadOnlyList<string>? LabelColumns { get; init; }

    /// <summary>What stands between two labels in one text.</summary>
    public string LabelSeparator { get; init; } = DefaultLabelSeparator;

    /// <summary>What <see cref="LabelColumn"/> holds.</summary>
    public LabelValues LabelValues { get; init; }

    /// <summary>
    /// What stands between two fields of a CSV file, an ASCII character; null: what the header of each file says
    /// (<see cref="Formats.Delimiters"/>).
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>How the text files are encoded that have no byte order mark; null: as UTF-8.</summary>
    public TextEncoding? Encoding { get; init; }

    /// <summary>Only the first rows of each split are read; null: all.</summary>
    public SplitLimits Limits { get; init; } = new(null, null, null);

    /// <summary>The columns or keys that hold labels.</summary>
    /// <exception cref="InvalidOperationException">Neither <see cref="LabelColumn"/> nor <see cref="LabelColumns"/> is given.</exception>
    public IReadOnlyList<string> ColumnsOfLabels =>
        LabelColumns ?? [LabelColumn ?? throw new InvalidOperationException("A data set needs a label column or several.")];

    public string PathOf(Split split) => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        Split.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };
}

/// <summary>The number of first rows to read of each split; null for all.</summary>
internal sealed record SplitLimits(int? Train, int? Validation, int? Test)
{
    public int For(Split split) => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        Split.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    } ?? int.MaxValue;
}
