using System.Diagnostics;
using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Data.Formats.Columnar;

namespace Emotune.Model.Tests.Data;

/// <summary>Files that claim what their bytes do not bear out.</summary>
public sealed class DamagedParquetTests : IDisposable
{
    private const int Allowed = 128 << 20;

    private static readonly HandmadeNode[] Schema = [new("text", 0, 6, Converted: 0), new("labels", 0, 6, Converted: 0)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_list_without_end_ends_with_the_bytes()
    {
        // Of a footer, the list of a column's encodings with a length of 2^35: reading once went on for ever.
        byte[] footer = [0x19, 0xF8, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];

        Refuses([.. "PAR1"u8, .. footer, .. HandmadeColumn.Int32(footer.Length), .. "PAR1"u8]);
    }

    [Fact]
    public void Rows_pages_and_runs_are_held_against_the_file()
    {
        HandmadeColumn[] columns = [new(2, HandmadeColumn.Texts("a", "b")), new(2, HandmadeColumn.Texts("joy", "joy"))];
        Assert.Equal(2, RawData.Read(Source(HandmadeParquet.Write(2, Schema, columns))).Count);

        Refuses(HandmadeParquet.Write(1L << 40, Schema, columns));
        Refuses(HandmadeParquet.Write(200_000, Schema, columns));
        Refuses(HandmadeParquet.Write(-1, Schema, columns));
        Refuses(HandmadeParquet.Write(2, Schema, columns, pageClaims: 1 << 30));
        Refuses(HandmadeParquet.Write(1 << 30, Schema, [.. columns.Select(c => c with { Entries = 1 << 30 })]));
        Refuses(HandmadeParquet.Write(2, Schema, [columns[0], new(2, HandmadeColumn.Int32(int.MaxValue))]));
    }

    [Fact]
    public void Rows_that_no_number_holds_are_refused_in_words()
    {
        var error = Assert.Throws<InvalidDataException>(() => new ReadBudget(100).CheckRows([1, long.MaxValue]));

        Assert.Equal("it claims a row group of 9223372036854775807 rows, which its 100 bytes cannot hold.", error.Message);
    }

    [Fact]
    public void A_number_of_too_many_bits_is_refused_in_words()
    {
        // 2^32 in zigzag: five times seven bits.
        var error = Assert.Throws<InvalidDataException>(() => new ThriftReader([0x80, 0x80, 0x80, 0x80, 0x20]).Int32());

        Assert.Equal("it has a number of more than 32 bits where one of 32 belongs.", error.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void An_uncompressed_page_of_another_length_is_refused_in_words(int pageClaims)
    {
        HandmadeColumn[] columns = [new(2, HandmadeColumn.Texts("a", "b")), new(2, HandmadeColumn.Texts("joy", "joy"))];
        var source = Source(HandmadeParquet.Write(2, Schema, columns, pageClaims));

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(source)).Diagnostics);
        Assert.Equal("EXP3021", problem.Code);
        Assert.Contains("a page has another length than its header says", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_short_or_with_a_changed_byte_is_read_or_refused()
    {
        HandmadeColumn[] columns = [new(2, HandmadeColumn.Texts("a", "b")), new(2, HandmadeColumn.Texts("joy", "joy"))];
        var whole = HandmadeParquet.Write(2, Schema, columns);
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            byte[] bytes = [.. whole];
            for (var changes = random.Next(1, 4); changes > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            Reads(i % 10 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
        }
    }

    private void Refuses(byte[] bytes)
    {
        var source = Source(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();

        Assert.Equal(["EXP3021@0"], RawData.Problems(() => RawData.Read(source)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, Allowed);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    private void Reads(byte[] bytes)
    {
        try
        {
            RawData.Read(Source(bytes));
        }
        catch (DiagnosticException)
        {
            // Refused, and not ended in another way.
        }
    }

    private DatasetSource Source(byte[] bytes) => RawData.Source(DatasetFormat.Parquet, _folder.Write("damaged.parquet", bytes));
}
