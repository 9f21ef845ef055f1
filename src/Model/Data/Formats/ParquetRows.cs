using System.Globalization;
using Emotune.Diagnostics;
using Emotune.Model.Data.Formats.Columnar;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// Rows of a Parquet file: labels in one column (a list, one value, or text to split), or a 0/1 column for each. Lines are the rows'
/// numbers, from one.
/// </summary>
internal static class ParquetRows
{
    private const string Labels = "a list of label names or ids, one of them, or text to split";
    private const string Indicator = "Boolean, integer or floating point";

    private static readonly ValueKind[] NamesOrIds = [ValueKind.Text, ValueKind.Integer, ValueKind.FloatingPoint];
    private static readonly ValueKind[] Indicators = [ValueKind.Boolean, ValueKind.Integer, ValueKind.FloatingPoint];

    /// <param name="limit">The number of first rows that are read; nothing is said of the others.</param>
    public static IEnumerable<GivenRow> Read(string path, DatasetSource source, int limit, ProblemList problems) =>
        ParquetTable.Read(path, Problems.ParquetUnreadable, table => new Reader(table, limit, problems).Read(source));

    private sealed class Reader(ParquetTable table, int limit, ProblemList problems)
    {
        private readonly int _rowCount = Math.Min(limit, table.RowCount);
        private readonly string _names = string.Join(", ", table.Columns.Select(c => c.Name));

        public IReadOnlyList<GivenRow> Read(DatasetSource source)
        {
            var text = Find(source.TextColumn, c => c.IsValueOf(ValueKind.Text), "text");
            SchemaNode?[] columns = source.LabelColumn is { } name
                ? [Find(name, c => c.IsValueOf(NamesOrIds) || c.IsListOf(NamesOrIds), Labels)]
                : [.. source.ColumnsOfLabels.Select(label => Find(label, c => c.IsValueOf(Indicators), Indicator))];
            if (problems.Count > 0)
                return [];

            var texts = Values(source.TextColumn, text!);
            var labels = source.LabelColumns is { } names ? OneHot(names, columns!) : LabelsOf(source.LabelColumn!, columns[0]!);
            return [.. Enumerable.Range(0, _rowCount)
                .Where(row => texts[row] is not null && labels[row] is not null)
                .Select(row => new GivenRow(row + 1, texts[row]!, labels[row]!.Value))];
        }

        private GivenLabels?[] OneHot(IReadOnlyList<string> names, SchemaNode[] columns)
        {
            var values = names.Zip(columns, Values).ToArray();
            return [.. Enumerable.Range(0, _rowCount).Select(row =>
            {
                string?[] its = [.. values.Select(column => column[row])];
                return its.Contains(null) ? (GivenLabels?)null : new GivenLabels(its!);
            })];
        }

        private GivenLabels?[] LabelsOf(string name, SchemaNode column)
        {
            if (column.Shape == NodeShape.List)
                return Array.ConvertAll(Lists(name, column), list => list is null ? (GivenLabels?)null : new GivenLabels(list));
            return Array.ConvertAll(Values(name, column), value =>
                value is null ? (GivenLabels?)null : column.Kind == ValueKind.Text ? new GivenLabels(value) : new GivenLabels([value]));
        }

        private string[]?[] Lists(string name, SchemaNode column)
        {
            IReadOnlySet<int> absent;
            var lists = (string[]?[])(column.Element.Kind == ValueKind.Text
                ? table.Lists<string>(column, out absent)
                : Array.ConvertAll(table.Lists<double>(column, out absent), l => Array.ConvertAll(l, v => Number(v, column.Element))));
            foreach (var row in absent.Where(r => r < _rowCount).Order())
            {
                problems.Add(Problems.ParquetNull, row + 1, name);
                lists[row] = null;
            }

            return lists;
        }

        /// <summary>A flat column as text, with a problem for each row without a value.</summary>
        private string?[] Values(string name, SchemaNode column)
        {
            bool[] present;
            var values = (string?[])(column.Kind == ValueKind.Text
                ? table.Flat<string>(column, out present)
                : Array.ConvertAll(table.Flat<double>(column, out present), v => Number(v, column)));
            for (var row = 0; row < _rowCount; row++)
            {
                if (present[row])
                    continue;
                values[row] = null;
                problems.Add(Problems.ParquetNull, row + 1, name);
            }

            return values;
        }

        private SchemaNode? Find(string name, Predicate<SchemaNode> isValid, string valid)
        {
            var found = table.Find(name).ToList();
            if (found.Count == 0)
                problems.Add(Problems.ColumnMissing, 0, name, _names);
            else if (found.Count > 1)
                problems.Add(Problems.ColumnRepeated, 0, name);
            else if (!isValid(found[0]))
                problems.Add(Problems.ParquetColumnType, 0, name, SchemaWords.Of(found[0]), valid + Leaf(name, found[0]));
            return found.FirstOrDefault();
        }

        private static string Leaf(string name, SchemaNode column) => column is { Shape: NodeShape.Struct, Children: [.., var last] }
            ? $"; a leaf of the struct is named as in '{name}.{last.Name}'"
            : "";

        // A column of fractions has one in whole numbers too, as data frames write them in the other formats.
        private static string Number(double value, SchemaNode column)
        {
            var isWhole = column.Kind == ValueKind.FloatingPoint && double.IsInteger(value) && Math.Abs(value) < 1e15;
            return value.ToString(isWhole ? "0.0" : null, CultureInfo.InvariantCulture);
        }
    }
}
