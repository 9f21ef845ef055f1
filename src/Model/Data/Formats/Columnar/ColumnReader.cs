using Emotune.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>The entries of a column in one row group.</summary>
/// <param name="Definitions">How far on the way to a value each entry is; all the way where it has one.</param>
/// <param name="Repetitions">Zero where an entry begins a row.</param>
/// <param name="Values">Those of the entries that have one, in order.</param>
internal sealed record ColumnEntries<T>(List<byte> Definitions, List<byte> Repetitions, List<T> Values);

/// <summary>Reads a column's pages, of version 1 and of version 2.</summary>
/// <param name="path">Named in what is wrong.</param>
/// <param name="name">The column's name, named in what is wrong.</param>
internal sealed class ColumnReader<T>(
    SafeFileHandle file, string path, string name, SchemaNode column, IValueDecoder<T> decoder, ReadBudget budget)
{
    // Some writers leave the pages' headers out of a column's length.
    private const int HeadersLeftOut = 1024;

    private readonly ColumnEntries<T> _entries = new([], [], []);
    private T[]? _dictionary;

    /// <exception cref="DiagnosticException">EXP3032: the pages are written in a way that Emotune does not read.</exception>
    /// <exception cref="InvalidDataException">The pages are damaged.</exception>
    public ColumnEntries<T> Read(ColumnChunk chunk)
    {
        var bytes = Load(chunk);
        for (var at = 0; _entries.Definitions.Count < chunk.ValueCount;)
        {
            var reader = new ThriftReader(bytes.AsSpan(at));
            var header = PageHeader.Read(ref reader);
            at += reader.Position;
            if (header.StoredLength > bytes.Length - at)
                throw new InvalidDataException("a page ends behind the column.");
            Add(header, bytes.AsSpan(at, header.StoredLength), chunk.Compression);
            at += header.StoredLength;
        }

        return _entries.Definitions.Count == chunk.ValueCount
            ? _entries
            : throw new InvalidDataException("its pages have more values than the file says.");
    }

    private byte[] Load(ColumnChunk chunk)
    {
        var left = RandomAccess.GetLength(file) - chunk.Offset;
        if (chunk.Offset < 0 || chunk.Length < 0 || left < 0)
            throw new InvalidDataException("its pages are said to be outside of the file.");
        var length = Math.Min(left, chunk.Length + HeadersLeftOut);
        if (length > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"a row group has {length} bytes of it; at most {Array.MaxLength} are valid. Write smaller row groups.");
        }

        budget.Take(length);
        return FileBytes.Read(file, chunk.Offset, (int)length);
    }

    private void Add(PageHeader header, ReadOnlySpan<byte> page, Compression compression)
    {
        if (header.Type is not (PageType.Data or PageType.DataVersion2 or PageType.Dictionary))
            return;
        if (!Decompressor.Reads(compression))
            throw Unreadable(header, Decompressor.Name(compression));
        budget.Take(header.Length);
        budget.Take((long)sizeof(long) * header.ValueCount);
        switch (header.Type)
        {
            case PageType.Dictionary:
                _dictionary = decoder.Decode(
                    PageEncoding.Plain, Decompressor.Decompress(compression, page, header.Length), header.ValueCount);
                break;
            case PageType.Data:
                AddVersion1(header, Decompressor.Decompress(compression, page, header.Length));
                break;
            default:
                AddVersion2(header, page, compression);
                break;
        }
    }

    private void AddVersion1(PageHeader header, ReadOnlySpan<byte> page)
    {
        CheckLevels(header, column.RepetitionLevel, header.RepetitionEncoding);
        CheckLevels(header, column.DefinitionLevel, header.DefinitionEncoding);
        var reader = new ByteCursor(page);
        var repetitions = column.RepetitionLevel > 0 ? reader.Take(reader.Int32()) : default;
        var definitions = column.DefinitionLevel > 0 ? reader.Take(reader.Int32()) : default;
        AddEntries(header, repetitions, definitions, reader.Rest);
    }

    // Of levels that a column does not have, writers say what they like: parquet-mr calls a flat column's repetitions bit-packed.
    private void CheckLevels(PageHeader header, int highest, PageEncoding encoding)
    {
        if (highest > 0 && encoding != PageEncoding.RunLength)
            throw Unreadable(header, $"levels in {encoding}");
    }

    private void AddVersion2(PageHeader header, ReadOnlySpan<byte> page, Compression compression)
    {
        var reader = new ByteCursor(page);
        var repetitions = reader.Take(header.RepetitionLength);
        var definitions = reader.Take(header.DefinitionLength);
        var length = header.Length - header.RepetitionLength - header.DefinitionLength;
        if (length < 0)
            throw new InvalidDataException("a page's levels are longer than the page.");
        var values = header.IsCompressed ? Decompressor.Decompress(compression, reader.Rest, length) : reader.Rest;
        AddEntries(header, repetitions, definitions, values);
    }

    private void AddEntries(PageHeader header, ReadOnlySpan<byte> repetitions, ReadOnlySpan<byte> definitions, ReadOnlySpan<byte> values)
    {
        AddLevels(_entries.Repetitions, repetitions, column.RepetitionLevel, header.ValueCount);
        var there = AddLevels(_entries.Definitions, definitions, column.DefinitionLevel, header.ValueCount);
        if (there == 0)
            return;
        _entries.Values.AddRange(
            header.Encoding is PageEncoding.PlainDictionary or PageEncoding.RunLengthDictionary
                ? FromDictionary(values, there)
                : decoder.Decode(header.Encoding, values, there) ?? throw Unreadable(header, header.Encoding.ToString()));
    }

    /// <summary>The number of levels that are the highest.</summary>
    private static int AddLevels(List<byte> levels, ReadOnlySpan<byte> bytes, int highest, int count)
    {
        var there = 0;
        levels.EnsureCapacity(levels.Count + count);
        foreach (var level in highest == 0 ? new int[count] : HybridDecoder.Decode(bytes, Bits(highest), count))
        {
            if (level > highest)
                throw new InvalidDataException($"it has a level of {level}, where {highest} is the highest.");
            levels.Add((byte)level);
            there += level == highest ? 1 : 0;
        }

        return there;
    }

    private T[] FromDictionary(ReadOnlySpan<byte> page, int count)
    {
        if (_dictionary is null)
            throw new InvalidDataException("its dictionary is missing.");
        if (page.IsEmpty)
            throw new InvalidDataException("a page has no values where there should be some.");
        var values = new T[count];
        var places = HybridDecoder.Decode(page[1..], page[0], count);
        for (var i = 0; i < count; i++)
        {
            if ((uint)places[i] >= (uint)_dictionary.Length)
                throw new InvalidDataException("a value is not in its dictionary.");
            values[i] = _dictionary[places[i]];
            decoder.Repeat(values[i]);
        }

        return values;
    }

    private static int Bits(int highest) => 32 - int.LeadingZeroCount(highest);

    private DiagnosticException Unreadable(PageHeader header, string how) =>
        new(Problems.ParquetPageUnreadable.In(path, name, header.Type == PageType.DataVersion2 ? 2 : 1, how));
}
