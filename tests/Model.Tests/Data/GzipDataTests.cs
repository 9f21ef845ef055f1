using System.IO.Compression;
using System.Text;
using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

/// <summary>Text files that are compressed with gzip.</summary>
public sealed class GzipDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_text_format_may_be_compressed_whatever_its_name()
    {
        foreach (var end in new[] { ".gz", "" })
        {
            var csv = Compressed("a.csv" + end, "text,labels\na,joy\nb,fear\n");
            var json = Compressed("a.jsonl" + end, "[{\"text\": \"a\", \"labels\": \"joy\"}, {\"text\": \"b\", \"labels\": \"fear\"}]");
            var tsv = Compressed("a.tsv" + end, "a\t0\nb\t2\n");

            foreach (var source in new[]
            {
                RawData.Source(DatasetFormat.Csv, csv), RawData.Source(DatasetFormat.Jsonl, json),
                RawData.Source(DatasetFormat.TsvLabelIds, tsv),
            })
            {
                Assert.Equal([("a", 0), ("b", 2)], RawData.Read(source).Select(r => (r.Text, r.Labels.Single())));
            }

            Assert.Equal(["joy", "anger"], LabelSet.Read(Compressed("labels.txt" + end, "joy\nanger\n")).Names);
        }
    }

    [Fact]
    public void Parts_that_were_joined_are_one_file()
    {
        byte[] bytes = [.. Gzip("text,labels\na,joy\n"u8.ToArray()), .. Gzip("b,fear\n"u8.ToArray())];

        Assert.Equal(["a", "b"], RawData.Read(Csv(bytes)).Select(r => r.Text));
    }

    [Fact]
    public void What_is_wrong_in_the_text_has_its_line_and_column()
    {
        Assert.Equal("EXP3002(3,2)", Problem([.. "text,labels\na,joy\nb"u8, 0xE9, .. ",joy\n"u8]));
        Assert.Equal("EXP3008(2,0)", Problem("text,labels\na,glee\n"u8.ToArray()));
        string Problem(byte[] text) => Place(Gzip(text));
    }

    [Fact]
    public void A_file_that_was_cut_or_damaged_is_EXP3041_where_its_text_ends()
    {
        var whole = Gzip(Encoding.UTF8.GetBytes(
            "text,labels\n" + string.Concat(Enumerable.Range(0, 9000).Select(i => $"{i * 7919 % 10007} row,joy\n"))));

        for (var length = 2; length < whole.Length; length += length < 40 || length > whole.Length - 12 ? 1 : 997)
            Assert.StartsWith("EXP3041", Place(whole[..length]), StringComparison.Ordinal);
        byte[] damaged = [.. whole[..^8], 1, 2, 3, 4, .. whole[^4..]];
        Assert.StartsWith("EXP3041(", Place(damaged), StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_its_name_calls_compressed_is_EXP3041()
    {
        var path = _folder.Write("rows.csv.gz", "text,labels\na,joy\n"u8.ToArray());

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(
            () => RawData.Read(RawData.Source(DatasetFormat.Csv, path))).Diagnostics);
        Assert.Equal($"{path}(1,1): EXP3041: The file cannot be decompressed as gzip, because it does not begin as gzip does. Compress it "
            + "again, or give the file that is not compressed.", problem.ToString());
    }

    [Fact]
    public void A_file_that_grows_absurdly_is_EXP3042_before_memory_is_full()
    {
        var bomb = Gzip(new byte[64 << 20]);

        Assert.Equal("EXP3042(1,16777217)"[..7], Place(bomb)[..7]);
    }

    private string Place(byte[] bytes)
    {
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(Csv(bytes))).Diagnostics);
        return $"{problem.Code}({problem.At!.Line},{problem.At.Column})";
    }

    private DatasetSource Csv(byte[] bytes) => RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv.gz", bytes));

    private string Compressed(string name, string text) => _folder.Write(name, Gzip(Encoding.UTF8.GetBytes(text)));

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return memory.ToArray();
    }
}
