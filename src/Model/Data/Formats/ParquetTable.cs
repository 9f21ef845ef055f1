using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats.Columnar;
using Microsoft.Win32.SafeHandles;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// A Parquet file, read a column at a time. What it says of itself is held against its bytes before anything is made of it.
/// </summary>
internal sealed class ParquetTable
{
    // "PAR1" at both ends, and the footer's length before the last.
    private const int MagicLength = 4, TailLength = 8;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly ParquetFooter _footer;
    private readonly ReadBudget _budget;
    private readonly ILookup<string, SchemaNode> _byName;

    private ParquetTable(string path, SafeFileHandle file)
    {
        (_path, _file) = (path, file);
        var length = RandomAccess.GetLength(file);
        _budget = new ReadBudget(length);
        _footer = ReadFooter(file, length);
        _budget.CheckRows(_footer.Groups.Select(g => g.RowCount));
        _byName = Columns.ToLookup(c => c.Name, StringComparer.Ordinal);
        RowCount = (int)_footer.Groups.Sum(g => g.RowCount);
    }

    /// <summary>The outermost columns and groups.</summary>
    public IReadOnlyList<SchemaNode> Columns => _footer.Schema.Children;

    public int RowCount { get; }

    /// <summary>Opens the file, lets <paramref name="read"/> read of it, and closes it.</summary>
    /// <exception cref="DiagnosticException">EXP3001 where there is no such file, <paramref name="invalid"/> where it is not
    /// Parquet, EXP3032 where its pages are written in a way that Emotune does not read.</exception>
    public static T Read<T>(string path, DiagnosticKind invalid, Func<ParquetTable, T> read)
    {
        try
        {
            using var file = RegularFile.Open(path);
            return read(new ParquetTable(path, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.DataFileUnreadable.In(path, path, e.Message));
        }
        // The decompressors promise no particular exception for bytes that are not theirs.
        catch (Exception e) when (e is not (DiagnosticException or OutOfMemoryException))
        {
            throw new DiagnosticException(invalid.In(path, e.Message));
        }
    }

    /// <summary>The columns of a name; several where the file has the name twice.</summary>
    /// <param name="name">A leaf of a struct is named by the struct, a dot, and its own name.</param>
    public IEnumerable<SchemaNode> Find(string name) => _byName.Contains(name) ? _byName[name] : InStructs(Columns, name);

    /// <summary>A flat column, one value a row; default where there is none, which <paramref name="present"/> tells.</summary>
    public T[] Flat<T>(SchemaNode column, out bool[] present)
    {
        var values = new T[RowCount];
        var there = new bool[RowCount];
        var row = 0;
        foreach (var entries in Entries<T>(column, column))
        {
            var next = 0;
            foreach (var definition in entries.Definitions)
            {
                there[row] = definition == column.DefinitionLevel;
                values[row] = there[row] ? entries.Values[next++] : default!;
                row++;
            }
        }

        present = there;
        return values;
    }

    /// <summary>A flat column that has a value in every row.</summary>
    /// <exception cref="InvalidDataException">A row has none.</exception>
    public T[] Complete<T>(SchemaNode column)
    {
        var values = Flat<T>(column, out var present);
        var gap = present.IndexOf(false);
        return gap < 0 ? values : throw new InvalidDataException($"the column '{column.Name}' has no value in row {gap + 1}.");
    }

    /// <summary>A flat column of Booleans, which has a value in every row: 0 for false, 1 for true.</summary>
    /// <exception cref="InvalidDataException">A row has none, or the column is of another type.</exception>
    public double[] CompleteBooleans(SchemaNode column) => column.IsValueOf(ValueKind.Boolean)
        ? Complete<double>(column)
        : throw new InvalidDataException($"the column '{column.Name}' is {SchemaWords.Of(column)}.");

    /// <summary>A list column: each row's elements.</summary>
    /// <param name="absent">The rows that have no list, or an element without a value.</param>
    public T[][] Lists<T>(SchemaNode column, out IReadOnlySet<int> absent)
    {
        var rows = new T[RowCount][];
        var missing = new HashSet<int>();
        var row = -1;
        foreach (var entries in Entries<T>(column, column.Element))
        {
            var next = 0;
            for (var entry = 0; entry < entries.Definitions.Count;)
            {
                row++;
                var elements = new List<T>();
                do
                {
                    var definition = entries.Definitions[entry++];
                    if (definition == column.Element.DefinitionLevel)
                        elements.Add(entries.Values[next++]);
                    else if (definition < column.ListLevel || definition >= column.ElementLevel)
                        missing.Add(row);
                }
                while (entry < entries.Definitions.Count && entries.Repetitions[entry] > 0);
                rows[row] = [.. elements];
            }
        }

        absent = missing;
        return rows;
    }

    private static ParquetFooter ReadFooter(SafeFileHandle file, long length)
    {
        if (length < MagicLength + TailLength)
            throw new InvalidDataException("it is too short to be one.");
        var tail = new ByteCursor(FileBytes.Read(file, length - TailLength, TailLength));
        var footerLength = tail.Int32();
        if (tail.Rest.SequenceEqual("PARE"u8))
            throw new InvalidDataException("it is encrypted; write it without encryption.");
        if (!tail.Rest.SequenceEqual("PAR1"u8))
            throw new InvalidDataException("it does not end with 'PAR1'.");
        if (footerLength < 0 || footerLength > length - MagicLength - TailLength)
            throw new InvalidDataException("its description of itself is said to be longer than the file.");
        return ParquetFooter.Read(FileBytes.Read(file, length - TailLength - footerLength, footerLength));
    }

    private static IEnumerable<SchemaNode> InStructs(IEnumerable<SchemaNode> columns, string name)
    {
        foreach (var column in columns.Where(c => c.Shape == NodeShape.Struct && name.StartsWith(c.Name + ".", StringComparison.Ordinal)))
        {
            var inner = name[(column.Name.Length + 1)..];
            foreach (var found in column.Children.Where(c => c.Name == inner).Concat(InStructs(column.Children, inner)))
                yield return found;
        }
    }

    /// <summary>The column's entries, a row group at a time, as many rows in each as the file says.</summary>
    private IEnumerable<ColumnEntries<T>> Entries<T>(SchemaNode column, SchemaNode leaf)
    {
        foreach (var group in _footer.Groups)
        {
            var entries = Entries<T>(column, leaf, group);
            var rows = entries.Repetitions.Count(r => r == 0);
            if (rows != group.RowCount || entries.Repetitions is [> 0, ..])
                throw new InvalidDataException($"the column '{column.Name}' has {rows} rows where there are {group.RowCount}.");
            yield return entries;
        }
    }

    private ColumnEntries<T> Entries<T>(SchemaNode column, SchemaNode leaf, RowGroup group)
    {
        try
        {
            var reader = new ColumnReader<T>(_file, _path, column.Name, leaf, Decoder<T>(leaf), _budget);
            return reader.Read(group.Chunks[leaf.Column]);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"the column '{column.Name}' is damaged: {e.Message}", e);
        }
    }

    private IValueDecoder<T> Decoder<T>(SchemaNode leaf) => (IValueDecoder<T>)(object)(
        typeof(T) == typeof(string) && leaf.Kind == ValueKind.Text ? new TextDecoder(_budget)
        : leaf.Kind is not (ValueKind.Boolean or ValueKind.Integer or ValueKind.FloatingPoint)
            ? throw new InvalidDataException($"it is {SchemaWords.Of(leaf)}.")
        : typeof(T) == typeof(int) ? new NumberDecoder<int>(leaf)
        : new NumberDecoder<double>(leaf));
}
