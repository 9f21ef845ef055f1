using Emotune.Model.Diagnostics;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Data.Formats;

/// <summary>A Parquet file, read a column at a time.</summary>
internal sealed class ParquetTable : IDisposable
{
    private readonly FileStream _stream;
    private readonly ParquetReader _reader;

    private ParquetTable(FileStream stream, ParquetReader reader) => (_stream, _reader) = (stream, reader);

    public IReadOnlyList<DataField> Columns => _reader.Schema.DataFields;

    public long RowCount => _reader.RowGroups.Sum(g => g.RowCount);

    /// <summary>Opens the file, lets <paramref name="read"/> read of it, and closes it.</summary>
    /// <exception cref="DiagnosticException">EXP3001 where there is no such file, <paramref name="invalid"/> where it is not
    /// Parquet.</exception>
    public static T Read<T>(string path, DiagnosticKind invalid, Func<ParquetTable, T> read)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var reader = ParquetReader.CreateAsync(stream).GetAwaiter().GetResult();
            using var table = new ParquetTable(stream, reader);
            return read(table);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.DataFileUnreadable.In(path, path, e.Message));
        }
        // Parquet.Net promises no particular exception for bytes that are not Parquet.
        catch (Exception e) when (e is not (DiagnosticException or OutOfMemoryException))
        {
            throw new DiagnosticException(invalid.In(path, e.Message));
        }
    }

    /// <summary>
    /// The column of a name as a file's author knows it: of <c>labels</c>, stored as <c>labels/list/element</c>, the first part.
    /// </summary>
    public DataField? Find(string name) => Columns.FirstOrDefault(c => c.Path.FirstPart == name);

    /// <summary>A flat column, one value a row; default where there is none, which <paramref name="present"/> tells.</summary>
    public T[] Flat<T>(DataField column, out bool[] present)
    {
        var values = new T[RowCount];
        var there = new bool[RowCount];
        var row = 0;
        Visit<T>(column, (level, _, value) =>
        {
            there[row] = level == column.MaxDefinitionLevel;
            values[row++] = value;
        });
        present = there;
        return values;
    }

    /// <summary>A list column: each row's elements. <paramref name="absent"/> holds the rows with an element that has no value.</summary>
    public T[][] Lists<T>(DataField column, out IReadOnlySet<int> absent)
    {
        var rows = new T[RowCount][];
        var missing = new HashSet<int>();
        var row = -1;
        List<T> elements = [];
        Visit<T>(column, (definition, repetition, value) =>
        {
            if (repetition == 0)
            {
                if (row >= 0)
                    rows[row] = [.. elements];
                elements.Clear();
                row++;
            }

            if (definition == column.MaxDefinitionLevel)
                elements.Add(value);
            else if (column.IsNullable && definition == column.MaxDefinitionLevel - 1)
                missing.Add(row);
        });
        if (row >= 0)
            rows[row] = [.. elements];
        absent = missing;
        return rows;
    }

    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private delegate void Visitor<in T>(int definitionLevel, int repetitionLevel, T value);

    private void Visit<T>(DataField column, Visitor<T> visit)
    {
        foreach (var group in _reader.RowGroups)
        {
            using var raw = group.ReadRawColumnDataBaseAsync(column).AsTask().GetAwaiter().GetResult();
            var values = ColumnValues.Of<T>(raw);
            var definitions = column.MaxDefinitionLevel > 0 ? raw.DefinitionLevels : [];
            var repetitions = column.MaxRepetitionLevel > 0 ? raw.RepetitionLevels : [];
            var entries = definitions.IsEmpty ? values.Length : definitions.Length;
            for (int entry = 0, next = 0; entry < entries; entry++)
            {
                var definition = definitions.IsEmpty ? column.MaxDefinitionLevel : definitions[entry];
                var value = definition == column.MaxDefinitionLevel ? values[next++] : default!;
                visit(definition, repetitions.IsEmpty ? 0 : repetitions[entry], value);
            }
        }
    }
}
