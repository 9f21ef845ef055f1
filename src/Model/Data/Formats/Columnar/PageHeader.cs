namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>What a page is, in Parquet's numbers.</summary>
internal enum PageType
{
    Data, Index, Dictionary, DataVersion2,
}

/// <summary>How values are written, in Parquet's numbers.</summary>
internal enum PageEncoding
{
    Plain = 0, PlainDictionary = 2, RunLength = 3, BitPacked = 4, DeltaBinaryPacked = 5, DeltaLengthByteArray = 6, DeltaByteArray = 7,
    RunLengthDictionary = 8, ByteStreamSplit = 9,
}

/// <summary>What stands before each page.</summary>
/// <param name="Length">The page's bytes once decompressed.</param>
/// <param name="StoredLength">The page's bytes in the file.</param>
/// <param name="ValueCount">The number of entries, those without a value included.</param>
/// <param name="DefinitionEncoding">How the definition levels of a page of version 1 are written.</param>
/// <param name="RepetitionEncoding">How the repetition levels of a page of version 1 are written.</param>
/// <param name="RepetitionLength">The bytes of the repetition levels in a page of version 2.</param>
/// <param name="DefinitionLength">The bytes of the definition levels in a page of version 2.</param>
/// <param name="IsCompressed">Whether the values of a page of version 2 are compressed where the column is.</param>
internal readonly record struct PageHeader(
    PageType Type, int Length, int StoredLength, int ValueCount, PageEncoding Encoding, PageEncoding DefinitionEncoding,
    PageEncoding RepetitionEncoding, int RepetitionLength, int DefinitionLength, bool IsCompressed)
{
    public static PageHeader Read(ref ThriftReader reader)
    {
        var header = new PageHeader
        {
            DefinitionEncoding = PageEncoding.RunLength,
            RepetitionEncoding = PageEncoding.RunLength,
            IsCompressed = true,
        };
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            header = field switch
            {
                1 => header with { Type = (PageType)reader.Int32() },
                2 => header with { Length = reader.Int32() },
                3 => header with { StoredLength = reader.Int32() },
                5 => ReadVersion1(ref reader, header, hasLevels: true),
                7 => ReadVersion1(ref reader, header, hasLevels: false),
                8 => ReadVersion2(ref reader, header),
                _ => Skipped(ref reader, type, header),
            };
        }

        var least = Math.Min(Math.Min(header.Length, header.StoredLength), header.ValueCount);
        if (Math.Min(least, Math.Min(header.RepetitionLength, header.DefinitionLength)) < 0)
            throw new InvalidDataException("a page's header has a negative number.");
        return header;
    }

    /// <summary>A data page's part of version 1, or a dictionary's, which begins alike.</summary>
    private static PageHeader ReadVersion1(ref ThriftReader reader, PageHeader header, bool hasLevels)
    {
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            header = field switch
            {
                1 => header with { ValueCount = reader.Int32() },
                2 => header with { Encoding = (PageEncoding)reader.Int32() },
                3 when hasLevels => header with { DefinitionEncoding = (PageEncoding)reader.Int32() },
                4 when hasLevels => header with { RepetitionEncoding = (PageEncoding)reader.Int32() },
                _ => Skipped(ref reader, type, header),
            };
        }

        return header;
    }

    private static PageHeader ReadVersion2(ref ThriftReader reader, PageHeader header)
    {
        for (var field = 0; reader.Next(ref field, out var type);)
        {
            header = field switch
            {
                1 => header with { ValueCount = reader.Int32() },
                4 => header with { Encoding = (PageEncoding)reader.Int32() },
                5 => header with { DefinitionLength = reader.Int32() },
                6 => header with { RepetitionLength = reader.Int32() },
                7 => header with { IsCompressed = type == ThriftType.True },
                _ => Skipped(ref reader, type, header),
            };
        }

        return header;
    }

    private static PageHeader Skipped(ref ThriftReader reader, ThriftType type, PageHeader header)
    {
        reader.Skip(type);
        return header;
    }
}
