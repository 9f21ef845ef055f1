namespace Emotune.Model.Data;

/// <summary>How a raw data set is written.</summary>
public enum DatasetFormat
{
    /// <summary><c>text TAB comma-separated label ids [TAB row id]</c>, no header: GoEmotions' own.</summary>
    TsvLabelIds,

    /// <summary>RFC 4180 with a header.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    Parquet,
}

/// <summary>Where a raw data set lies and how it is written. Paths are complete.</summary>
public sealed record DatasetSource
{
    public required DatasetFormat Format { get; init; }
    public required string Train { get; init; }
    public required string Validation { get; init; }
    public required string Test { get; init; }

    /// <summary>The file of label names, one a line; a label's id is its line, from zero.</summary>
    public required string Labels { get; init; }

    /// <summary>Name of the column (CSV, Parquet) or key (JSON) that holds the text.</summary>
    public string TextColumn { get; init; } = "text";

    /// <summary>Column or key that holds all labels of a row, as names or ids; null where each label has a 0/1 column of its own.</summary>
    public string? LabelsColumn { get; init; }

    /// <summary>Column or key with the row's own id; null: rows are called by their line.</summary>
    public string? IdColumn { get; init; }

    /// <summary>What stands between two labels in one CSV field.</summary>
    public string LabelSeparator { get; init; } = ",";

    /// <summary>What stands between two CSV fields.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Only the first rows of each split are read; null: all.</summary>
    public SplitLimits Limits { get; init; } = new(null, null, null);

    public string PathOf(Split split) => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        Split.Test => Test,
        _ => throw new ArgumentOutOfRangeException(nameof(split), split, null),
    };
}

/// <summary>The number of first rows to read of each split; null for all.</summary>
public sealed record SplitLimits(int? Train, int? Validation, int? Test)
{
    public int For(Split split) => split switch
    {
        Split.Train => Train,
        Split.Validation => Validation,
        _ => Test,
    } ?? int.MaxValue;
}
