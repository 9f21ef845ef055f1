using System.Globalization;
using Emotune.Model.Diagnostics;
using Parquet.Schema;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// Rows of a Parquet file: labels in one column (a list, or text to split), or a 0/1 column for each. Lines are the rows' numbers, from
/// one.
/// </summary>
internal static class ParquetRows
{
    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, ProblemList problems) =>
        ParquetTable.Read(path, Problems.ParquetUnreadable, table => Read(table, source, problems));

    private static IReadOnlyList<GivenRow> Read(ParquetTable table, DatasetSource source, ProblemList problems)
    {
        var text = Find(table, source.TextColumn, IsText, "text", problems);
        DataField?[] columns = source.LabelColumn is { } name
            ? [Find(table, name, c => IsText(c) || IsList(c), "a list of label names or ids, or text", problems)]
            : [.. source.ColumnsOfLabels.Select(label => Find(table, label, IsNumber, "Boolean, integer or floating point", problems))];
        if (problems.Count > 0)
            return [];

        var texts = Values(table, text!, problems);
        var labels = source.LabelColumns is not null ? Indicators(table, columns!, problems)
            : IsList(columns[0]!) ? Lists(table, columns[0]!, problems)
            : [.. Values(table, columns[0]!, problems).Select(v => v is null ? null : LabelParser.SplitField(v, source.LabelSeparator))];
        return [.. Enumerable.Range(0, texts.Length)
            .Where(row => texts[row] is not null && labels[row] is not null)
            .Select(row => new GivenRow(row + 1, texts[row]!, labels[row]!))];
    }

    private static string[]?[] Indicators(ParquetTable table, DataField[] columns, ProblemList problems)
    {
        var values = columns.Select(c => Values(table, c, problems)).ToArray();
        return [.. Enumerable.Range(0, (int)table.RowCount).Select(row =>
        {
            string?[] its = [.. values.Select(column => column[row])];
            return its.Contains(null) ? null : its;
        })!];
    }

    private static string[]?[] Lists(ParquetTable table, DataField column, ProblemList problems)
    {
        IReadOnlySet<int> absent;
        var lists = (string[]?[])(ColumnValues.IsText(column.ClrType)
            ? table.Lists<string>(column, out absent)
            : [.. table.Lists<double>(column, out absent).Select(l => l.Select(Number).ToArray())]);
        foreach (var row in absent.Order())
        {
            problems.Add(Problems.ParquetNull, row + 1, column.Path.FirstPart);
            lists[row] = null;
        }

        return lists;
    }

    /// <summary>A flat column as text, with a problem for each row without a value.</summary>
    private static string?[] Values(ParquetTable table, DataField column, ProblemList problems)
    {
        bool[] present;
        var values = (string?[])(ColumnValues.IsText(column.ClrType)
            ? table.Flat<string>(column, out present)
            : [.. table.Flat<double>(column, out present).Select(Number)]);
for (var row = 0; row < values.Length; row++)
        {
            if (present[row])
                continue;
            values[row] = null;
            problems.Add(Problems.ParquetNull, row + 1, column.Path.FirstPart);
        }

        return values;
    }

    private static DataField? Find(ParquetTable table, string name, Predicate<DataField> valid, string validTypes, ProblemList problems)
    {
        var column = table.Find(name);
        if (column is null)
        {
            problems.Add(Problems.ColumnMissing, 0, name, string.Join(", ", table.Columns.Select(c => c.Path.FirstPart)));
        }
        else if (!valid(column))
        {
            problems.Add(
                Problems.ParquetColumnType, 0, name, (column.MaxRepetitionLevel > 0 ? "list of " : "") + column.ClrType.Name, validTypes);
        }

        return column;
    }

    private static bool IsText(DataField column) => column.MaxRepetitionLevel == 0 && ColumnValues.IsText(column.ClrType);

    private static bool IsNumber(DataField column) => column.MaxRepetitionLevel == 0 && ColumnValues.IsNumber(column.ClrType);

    private static bool IsList(DataField column) =>
        column.MaxRepetitionLevel == 1 && (ColumnValues.IsText(column.ClrType) || ColumnValues.IsNumber(column.ClrType));

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
