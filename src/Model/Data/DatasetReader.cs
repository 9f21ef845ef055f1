using System.Globalization;
using Emotune.Model.Data.Formats;
using Emotune.Model.Diagnostics;

namespace Emotune.Model.Data;

/// <summary>Reads the rows of a raw split, whatever format it is written in.</summary>
public static class DatasetReader
{
    /// <summary>The rows in the order of the file, the first <see cref="SplitLimits.For"/> of them.</summary>
    /// <exception cref="DiagnosticException">Every problem of the file, at its line (EXP3001–3024).</exception>
    public static IReadOnlyList<RawExample> Read(DatasetSource source, LabelSet labels, Split split)
    {
        var problems = new ProblemList(source.PathOf(split));
        var parser = new LabelParser(labels, problems);
        var rows = new List<RawExample>();
        foreach (var row in Rows(source, split, problems))
        {
            if (string.IsNullOrWhiteSpace(row.Text))
                problems.Add(Problems.TextEmpty, row.Line);
            var ids = source.LabelColumns is { } columns ? parser.OneHot(columns, row.Labels, row.Line)
                : source.Format == DatasetFormat.TsvLabelIds || source.LabelValues == LabelValues.Ids ? parser.Ids(row.Labels, row.Line)
                : parser.Names(row.Labels, row.Line);
            if (ids is not null)
                rows.Add(new RawExample(row.Text, ids, row.Id ?? row.Line.ToString(CultureInfo.InvariantCulture), row.Line));
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
        var rows = Rows(source, Split.Train, problems).ToList();
        // A separator too many makes an empty name, which stays unknown: reading the rows says where.
        string[] names = [
            .. rows.SelectMany(r => r.Labels).Where(l => l.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length == 0 && problems.Count == 0)
            problems.Add(rows.Count == 0 ? Problems.NoRows : Problems.NoLabelNames, 0);
        problems.ThrowIfAny();
        return names;
    }

    private static IEnumerable<GivenRow> Rows(DatasetSource source, Split split, ProblemList problems)
    {
        var path = source.PathOf(split);
        return (source.Format switch
        {
            DatasetFormat.TsvLabelIds => TsvRows.Read(path, problems),
            DatasetFormat.Csv => CsvRows.Read(path, source, problems),
            DatasetFormat.Jsonl => JsonRows.Read(path, source, problems),
            DatasetFormat.Parquet => ParquetRows.Read(path, source, problems),
            _ => throw new ArgumentOutOfRangeException(nameof(source), source.Format, null),
        }).Take(source.Limits.For(split));
    }
}
