using System.Text;
using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class TsvRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_have_text_label_ids_and_id()
    {
        var rows = Read("I like it\t2,0\tabc\nno label\t\tdef\ntwo fields\t1\n");

        Assert.Equal(["I like it", "no label", "two fields"], rows.Select(r => r.Text));
        Assert.Equal([0, 2], rows[0].Labels);
        Assert.Empty(rows[1].Labels);
        Assert.Equal(["abc", "def", "3"], rows.Select(r => r.Id));
        Assert.Equal([1, 2, 3], rows.Select(r => r.Line));
    }

    [Fact]
    public void Carriage_returns_a_byte_order_mark_and_a_missing_last_line_end_are_no_part_of_a_row()
    {
        var rows = Read("\uFEFFone\t0\ta\r\ntwo\t1\tb");

        Assert.Equal(["one", "two"], rows.Select(r => r.Text));
        Assert.Equal(["a", "b"], rows.Select(r => r.Id));
    }

    [Fact]
    public void All_problems_are_reported_at_their_lines()
    {
        var problems = Problems(
            "fine\t0\ta\nno tab\n\n "
            + "\t1\tb\nwords\tjoy\tc\nbeyond\t3\td\nnegative\t-1\te\ntwice\t1,1\tf\na\tb\tc\td\nlarge\t99999999999\tg\nnone\t1,\th\n");

        Assert.Equal(
            ["EXP3004@2", "EXP3004@3", "EXP3005@4", "EXP3006@5", "EXP3007@6", "EXP3007@7", "EXP3009@8", "EXP3004@9", "EXP3007@10",
                "EXP3006@11"],
            problems);
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_reported_at_their_line()
    {
        var path = _folder.Write("bad.tsv", [.. "fine\t0\n"u8, 0xC3, 0x28, .. "\t1\nlate\t2\n"u8]);

        Assert.Equal(["EXP3002@2"], RawData.Problems(() => RawData.Read(RawData.Source(DatasetFormat.TsvLabelIds, path))));
    }

    [Fact]
    public void A_file_without_rows_or_without_being_there_is_reported()
    {
        Assert.Equal(["EXP3003@0"], Problems(""));
        Assert.Equal(
            ["EXP3001@0"], RawData.Problems(() => RawData.Read(RawData.Source(DatasetFormat.TsvLabelIds, _folder.At("absent.tsv")))));
        Assert.Equal(["EXP3001@0"], RawData.Problems(() => RawData.Read(RawData.Source(DatasetFormat.TsvLabelIds, _folder.Path))));
    }

    [Fact]
    public void Beyond_twenty_problems_the_rest_are_counted()
    {
        var exception = Assert.Throws<DiagnosticException>(() => Read(string.Concat(Enumerable.Repeat("text\t7\n", 50))));

        Assert.Equal(21, exception.Diagnostics.Count);
        Assert.Equal("EXP3024", exception.Diagnostics[^1].Code);
        Assert.Contains("30 more", exception.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_reads_no_further_than_the_first_rows()
    {
        var source = RawData.Source(DatasetFormat.TsvLabelIds, _folder.Write("rows.tsv", "a\t0\nb\t1\nbad\n"));

        Assert.Equal(2, RawData.Read(source with { Limits = new SplitLimits(2, null, null) }).Count);
        Assert.Throws<DiagnosticException>(() => RawData.Read(source with { Limits = new SplitLimits(3, null, null) }));
    }

    private IReadOnlyList<RawExample> Read(string text) =>
        RawData.Read(RawData.Source(DatasetFormat.TsvLabelIds, _folder.Write("rows.tsv", Encoding.UTF8.GetBytes(text))));

    private string[] Problems(string text) => RawData.Problems(() => Read(text));
}
