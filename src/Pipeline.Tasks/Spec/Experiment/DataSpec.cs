using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>Three splits and how to read them. Paths as written in the file; see <see cref="ExperimentPaths"/>.</summary>
/// <param name="Labels">A file with one label a line; null where the labels come from the splits themselves.</param>
/// <param name="Clean">What is cleaned, in the order of <see cref="CleaningStep"/>; empty for raw texts.</param>
/// <param name="MaxLength">In word pieces, special ones included.</param>
/// <param name="Columns">Null for <see cref="DatasetFormat.TsvLabelIds"/>, whose columns are fixed.</param>
/// <param name="Encoding">Of the text files without a byte order mark; null where nothing is said of it.</param>
internal sealed record DataSpec(
    DatasetFormat Format,
    DataFileSpec Train,
    DataFileSpec Validation,
    DataFileSpec Test,
    DataFileSpec? Labels,
    IReadOnlyList<CleaningStep> Clean,
    int MaxLength,
    ColumnsSpec? Columns,
    SplitLimits Limit,
    TextEncoding? Encoding = null)
{
    public DatasetSource ToSource(ExperimentPaths paths) => ColumnsSpec.Applied(Columns, new DatasetSource
    {
        Format = Format,
        Train = paths.Train,
        Validation = paths.Validation,
        Test = paths.Test,
        Labels = paths.Labels,
        Encoding = Encoding,
        Limits = Limit,
    });
}

/// <summary>
/// Where text and labels stand in csv, jsonl and parquet: either one column that names a row's labels or one 0/1 column a label.
/// </summary>
/// <param name="Label">One column with a row's labels: a list, or text split at <paramref name="LabelSeparator"/>; null with
/// <paramref name="LabelIndicators"/>.</param>
/// <param name="LabelSeparator">Null with <paramref name="LabelIndicators"/>.</param>
/// <param name="LabelIndicators">One column of 0 and 1 for each label, named after it; null with <paramref name="Label"/>.</param>
/// <param name="LabelValues">Whether <paramref name="Label"/> holds names or positions in <see cref="DataSpec.Labels"/>, from zero; null
/// with <paramref name="LabelIndicators"/>.</param>
/// <param name="Delimiter">One character; null where the header of each csv file says it.</param>
internal sealed record ColumnsSpec(
    string Text,
    string? Label,
    IReadOnlyList<string>? LabelIndicators,
    string? LabelSeparator,
    LabelValues? LabelValues,
    string? Delimiter = null)
{
    /// <summary>The source with these columns.</summary>
    /// <param name="columns">Null for the source as it is.</param>
    public static DatasetSource Applied(ColumnsSpec? columns, DatasetSource source) => columns is null ? source : source with
    {
        TextColumn = columns.Text,
        LabelColumn = columns.Label,
        LabelColumns = columns.LabelIndicators,
        LabelValues = columns.LabelValues ?? source.LabelValues,
        LabelSeparator = columns.LabelSeparator ?? source.LabelSeparator,
        Delimiter = columns.Delimiter?[0],
    };
}
