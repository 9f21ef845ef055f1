namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>What a Parquet file says of itself at its end.</summary>
/// <param name="Schema">The group of all columns.</param>
/// <param name="ColumnCount">The number of columns, those within groups counted one by one.</param>
/// <param name="Metadata">What the writer says of its own by keys of its own.</param>
internal sealed record ParquetFooter(
    SchemaNode Schema, int ColumnCount, IReadOnlyList<RowGroup> Groups, IReadOnlyDictionary<string, string> Metadata)
{
    /// <exception cref="InvalidDataException">The bytes are not a footer; says why.</exception>
    public static ParquetFooter Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ThriftReader(bytes);
        SchemaTree? schema = null;
        var groups = new List<RowGroup>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            if (field == 2)
                schema = SchemaTree.Read(ref reader);
            else if (field == 4)
                ReadGroups(ref reader, groups);
            else if (field == 5)
                ReadMetadata(ref reader, metadata);
            else if (field == 8)
                throw new InvalidDataException("it is encrypted; write it without encryption.");
            else
                reader.Skip(type);
        }

        if (schema is null)
            throw new InvalidDataException("it has no schema.");
        if (groups.Any(g => g.Chunks.Count != schema.ColumnCount))
            throw new InvalidDataException("a row group has not as many columns as the schema.");
        return new ParquetFooter(schema.Root, schema.ColumnCount, groups, metadata);
    }

    private static void ReadGroups(ref ThriftReader reader, List<RowGroup> groups)
    {
        for (var left = reader.List(out _); left > 0; left--)
            groups.Add(RowGroup.Read(ref reader));
    }

    private static void ReadMetadata(ref ThriftReader reader, Dictionary<string, string> metadata)
    {
        for (var left = reader.List(out _); left > 0; left--)
        {
            var (key, value) = ("", "");
            for (var field = 0; reader.Next(ref field, out var type);)
            {
                if (field == 1)
                    key = reader.Text();
                else if (field == 2)
                    value = reader.Text();
                else
                    reader.Skip(type);
            }

            metadata.TryAdd(key, value);
        }
    }
}

/// <summary>A number of rows, stored column by column.</summary>
internal sealed record RowGroup(long RowCount, IReadOnlyList<ColumnChunk> Chunks)
{
    public static RowGroup Read(ref ThriftReader reader)
    {
        var rows = 0L;
        var chunks = new List<ColumnChunk>();
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            if (field == 1)
            {
                for (var left = reader.List(out _); left > 0; left--)
                    chunks.Add(ColumnChunk.Read(ref reader));
            }
            else if (field == 3)
            {
                rows = reader.Integer();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return rows >= 0 ? new RowGroup(rows, chunks) : throw new InvalidDataException($"a row group has {rows} rows.");
    }
}

/// <summary>A column's values in one row group.</summary>
/// <param name="ValueCount">The number of its entries, those without a value included.</param>
/// <param name="Offset">Where its first page is in the file.</param>
/// <param name="Length">The bytes of its pages, as the file says.</param>
internal sealed record ColumnChunk(Compression Compression, long ValueCount, long Offset, long Length)
{
    public static ColumnChunk Read(ref ThriftReader reader)
    {
        ColumnChunk? chunk = null;
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            if (field == 1)
                throw new InvalidDataException("its columns are in other files; write one file.");
            if (field == 3)
                chunk = ReadMetadata(ref reader);
            else
                reader.Skip(type);
        }

        return chunk ?? throw new InvalidDataException("a column does not say where its values are.");
    }

    private static ColumnChunk ReadMetadata(ref ThriftReader reader)
    {
        var compression = 0;
        long values = 0, length = 0, data = 0, dictionary = 0;
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            switch (field)
            {
                case 4: compression = reader.Int32(); break;
                case 5: values = reader.Integer(); break;
                case 7: length = reader.Integer(); break;
                case 9: data = reader.Integer(); break;
                case 11: dictionary = reader.Integer(); break;
                default: reader.Skip(type); break;
            }
        }

        // Some writers give zero for a dictionary that is not there.
        var offset = dictionary > 0 && dictionary < data ? dictionary : data;
        return new ColumnChunk((Compression)compression, values, offset, length);
    }
}
