using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats;
using Emotune.Model.Data.Formats.Columnar;

namespace Emotune.Model.Data.Inputs;

/// <summary>
/// Texts in a column of a Parquet file. Columns of text, numbers and Booleans, and lists of them, stand beside the texts.
/// </summary>
internal static class ParquetInput
{
    private const string Null = "null";

    private static readonly ValueKind[] Copied = [ValueKind.Text, ValueKind.Boolean, ValueKind.Integer, ValueKind.FloatingPoint];

    public static IReadOnlyList<InputRow> Read(string path, DatasetSource experiment, ProblemList problems, List<Diagnostic> remarks) =>
        ParquetTable.Read(path, Problems.ParquetUnreadable, table => Read(table, path, experiment.TextColumn, problems, remarks));

    private static IReadOnlyList<InputRow> Read(
        ParquetTable table, string path, string textColumn, ProblemList problems, List<Diagnostic> remarks)
    {
        if (Text(table, textColumn, problems) is not { } texts)
            return [];
        var others = table.Columns.Where(c => c.Name != textColumn).ToList();
        var left = others.Where(c => !c.IsValueOf(Copied) && !c.IsListOf(Copied)).ToList();
        if (left.Count > 0)
        {
            remarks.Add(Problems.InputColumnsLeftOut.In(
                path, string.Join(", ", left.Select(c => $"'{c.Name}' ({SchemaWords.Of(c)})"))));
        }

        var values = others.Except(left).DistinctBy(c => c.Name)
            .Select(c => (c.Name, Values: c.Shape == NodeShape.List ? Lists(table, c) : Values(table, c))).ToList();
        var ids = values.Find(v => v.Name == InputFile.IdColumn).Values;
        return [.. Enumerable.Range(0, table.RowCount).Select(row => new InputRow(
            row + 1, texts[row], ids?[row],
            [.. values.Where(v => v.Name != InputFile.IdColumn).Select(v => KeyValuePair.Create(v.Name, v.Values[row]))]))];
    }

    private static string[]? Text(ParquetTable table, string name, ProblemList problems)
    {
        var found = table.Find(name).ToList();
        string[] columns = [.. table.Columns.Select(c => c.Name)];
        if (found.Count == 0)
            problems.Add(Problems.ColumnMissing, 0, name, Suggestions.For(name, columns), string.Join(", ", columns));
        else if (found.Count > 1)
            problems.Add(Problems.ColumnRepeated, 0, name);
        else if (!found[0].IsValueOf(ValueKind.Text))
            problems.Add(Problems.ParquetColumnType, 0, name, SchemaWords.Of(found[0]), "text");
        if (problems.Count > 0)
            return null;
        var texts = table.Flat<string>(found[0], out var present);
        for (var row = 0; row < texts.Length; row++)
        {
            if (!present[row])
                problems.Add(Problems.ParquetNull, row + 1, name);
        }

        return problems.Count == 0 ? texts : null;
    }

    private static string[] Values(ParquetTable table, SchemaNode column) => column.Kind switch
    {
        ValueKind.Text => Flat<string>(table, column, Json.Line),
        ValueKind.Integer => Flat<decimal>(table, column, Integer),
        _ => Flat<double>(table, column, v => Number(v, column)),
    };

    private static string[] Flat<T>(ParquetTable table, SchemaNode column, Func<T, string> write)
    {
        var values = table.Flat<T>(column, out var present);
        return [.. values.Select((v, row) => present[row] ? write(v) : Null)];
    }

    private static string[] Lists(ParquetTable table, SchemaNode column) => column.Element.Kind switch
    {
        ValueKind.Text => Lists<string>(table, column, Json.Line),
        ValueKind.Integer => Lists<decimal>(table, column, Integer),
        _ => Lists<double>(table, column, v => Number(v, column.Element)),
    };

    private static string[] Lists<T>(ParquetTable table, SchemaNode column, Func<T, string> write)
    {
        var lists = table.Lists<T>(column, out var absent);
        return [.. lists.Select((list, row) => absent.Contains(row) ? Null : $"[{string.Join(',', list.Select(write))}]")];
    }

    // An id of 64 bits has more digits than a double holds.
    private static string Integer(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value, SchemaNode column) =>
        column.Kind == ValueKind.Boolean ? (value == 0 ? "false" : "true")
        : double.IsFinite(value) ? value.ToString(CultureInfo.InvariantCulture)
        : Null;
}
