using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Data;

/// <summary>Reads the rows of a raw split, whatever format it is written in.</summary>
internal static class DatasetReader
{
    /// <summary>The rows in the order of the file, the first <see cref="SplitLimits.For"/> of them.</summary>
    /// <exception cref="DiagnosticException">Every problem of the file, at its line (EXP3001–3024, EXP3031–3033).</exception>
    public static IReadOnlyList<RawExample> Read(DatasetSource source, LabelSet labels, Split split)
    {
        var problems = new ProblemList(source.PathOf(split));
        var parser = new LabelParser(labels, problems);
        var given = Rows(source, split, problems).ToList();
        var givenLabels = Cells(source, labels, problems).Read(given);
        var rows = new List<RawExample>(given.Count);
        foreach (var (row, itsLabels) in given.Zip(givenLabels))
        {
            if (string.IsNullOrWhiteSpace(row.Text))
                problems.Add(Problems.TextEmpty, row.Line);
            if (itsLabels is null)
                continue;
            var ids = source.LabelColumns is { } columns ? parser.OneHot(columns, itsLabels, row.Line)
                : HasIds(source) ? parser.Ids(itsLabels, row.Line)
                : parser.Names(itsLabels, row.Line);
            if (ids is not null)
                rows.Add(new RawExample(row.Text, ids, row.Id ?? (rows.Count + 1).ToString(CultureInfo.InvariantCulture), row.Line));
        }

        if (rows.Count == 0 && problems.Count == 0)
            problems.Add(Problems.NoRows, 0);
        problems.ThrowIfAny();
        return rows;
    }

    /// <summary>The names of the labels that training rows carry, in ordinal order.</summary>
    /// <exception cref="DiagnosticException">Every problem of the file, at its line; EXP3003 where there is no row, EXP3020 where no row
    /// has a label.</exception>
    internal static IReadOnlyList<string> LabelNames(DatasetSource source)
    {
        var problems = new ProblemList(source.Train);
        // The texts are read once more for the rows; both at once would be kept twice.
        var rows = Rows(source, Split.Train, problems).Select(r => r with { Text = "" }).ToList();
        var labels = Cells(source, null, problems).Read(rows);
        // A separator too many makes an empty name, which stays unknown: reading the rows says where.
        string[] names = [
            .. labels.SelectMany(l => l ?? []).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length == 0 && problems.Count == 0)
            problems.Add(rows.Count == 0 ? Problems.NoRows : Problems.NoLabelNames, 0);
        problems.ThrowIfAny();
        return names;
    }

    private static bool HasIds(DatasetSource source) =>
        source.Format == DatasetFormat.TsvLabelIds || source.LabelValues == LabelValues.Ids;

    private static LabelCells Cells(DatasetSource source, LabelSet? known, ProblemList problems) => new(
        source.Format == DatasetFormat.TsvLabelIds ? TsvRows.Separator : source.LabelSeparator, HasIds(source),
        HasIds(source) ? null : known, problems);

    private static IEnumerable<GivenRow> Rows(DatasetSource source, Split split, ProblemList problems)
    {
        var (path, limit) = (source.PathOf(split), source.Limits.For(split));
        return (source.Format switch
        {
            DatasetFormat.TsvLabelIds => TsvRows.Read(path, problems),
            DatasetFormat.Csv => CsvRows.Read(path, source, problems),
            DatasetFormat.Jsonl => JsonRows.Read(path, source, problems),
            DatasetFormat.Parquet => ParquetRows.Read(path, source, limit, problems),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Format, null),
        }).Take(limit);
    }
}
