using System.Text;
using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Data.Formats.Decoding;

namespace Emotune.Model.Tests.Data;

/// <summary>The encodings of text files, and what is said where a byte is wrong.</summary>
public sealed class TextEncodingTests : IDisposable
{
    private const string Rows = "text,labels\nvoilà 😀,joy\nça – \"non\"?,anger\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Marked => ["utf-8", "utf-16", "utf-16BE"];

    [Theory]
    [MemberData(nameof(Marked))]
    public void A_byte_order_mark_says_the_encoding(string encoding)
    {
        var code = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. code.GetPreamble(), .. code.GetBytes(Rows.Replace("\"non\"", "non", StringComparison.Ordinal))];

        foreach (var said in new TextEncoding?[] { null, TextEncoding.Utf8, TextEncoding.Windows1252, TextEncoding.Utf16 })
            Assert.Equal(["voilà 😀", "ça – non?"], RawData.Read(Csv(bytes) with { Encoding = said }).Select(r => r.Text));
    }

    [Theory]
    [MemberData(nameof(Marked))]
    public void Every_text_format_may_begin_with_one(string encoding)
    {
        var code = Encoding.GetEncoding(encoding);
        string Write(string name, string text) => _folder.Write(name, (byte[])[.. code.GetPreamble(), .. code.GetBytes(text)]);

        var json = RawData.Source(DatasetFormat.Jsonl, Write("a.jsonl", "{\"text\": \"é\", \"labels\": [\"joy\"]}\n"));
        var tsv = RawData.Source(DatasetFormat.TsvLabelIds, Write("a.tsv", "é\t0\n"));

        Assert.Equal("é", Assert.Single(RawData.Read(json)).Text);
        Assert.Equal("é", Assert.Single(RawData.Read(tsv)).Text);
        Assert.Equal(["é", "a"], LabelSet.Read(Write("labels.txt", "é\na\n")).Names);
    }

    [Fact]
    public void Windows_1252_is_read_where_it_is_given()
    {
        byte[] bytes = [.. "text,labels\n"u8, 0x80, 0x93, (byte)' ', 0xE9, 0xFF, .. ",joy\n"u8];

        Assert.Equal("€“ éÿ", Assert.Single(RawData.Read(Csv(bytes) with { Encoding = TextEncoding.Windows1252 })).Text);
        Assert.Equal("\u0000\u0001\u007F", Assert.Single(LabelSet.Read(
            _folder.Write("l.txt", new byte[] { 0, 1, 0x7F }), TextEncoding.Windows1252).Names));
    }

    [Fact]
    public void Every_byte_of_windows_1252_is_its_character()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var theirs = Encoding.GetEncoding(1252);
        byte[] all = [.. Enumerable.Range(0x20, 0xE0).Select(b => (byte)b).Where(b => Windows1252Decoder.Has(b))];

        Assert.Equal(0xE0 - 5, all.Length);
        Assert.Equal(theirs.GetString(all).Trim(), LabelSet.Read(_folder.Write("l.txt", all), TextEncoding.Windows1252).Names[0]);
    }

    [Fact]
    public void A_file_of_wrong_bytes_has_one_error_at_the_first_that_proposes_windows_1252()
    {
        byte[] line = [.. "voil"u8, 0xE0, .. ",joy\n"u8];
        byte[] bytes = [.. "text,labels\na,joy\n😀 "u8, .. line, .. line, .. line];

        AssertProblem(bytes, null, (3, 8), "EXP3002",
            "From the byte E0 on, the file is not valid UTF-8. All its bytes fit Windows-1252: if the file comes from Windows or "
                + "Excel, set "
            + "'data.encoding: windows-1252'. Otherwise, write the file again as UTF-8.");
        AssertProblem([.. bytes, 0x81], TextEncoding.Utf8, (3, 8), "EXP3002",
            "From the byte E0 on, the file is not valid UTF-8. Its bytes do not fit Windows-1252 either. Otherwise, write the file "
                + "again as "
            + "UTF-8.");
    }

    [Fact]
    public void Bytes_without_a_character_are_told_at_their_place()
    {
        AssertProblem([.. "text,labels\na"u8, 0x81, .. ",joy\n"u8], TextEncoding.Windows1252, (2, 2), "EXP3043",
            "The byte 81 stands for no character of Windows-1252. Set 'data.encoding' to the encoding of the file, or write the file again "
            + "as UTF-8.");
        AssertProblem([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("text,labels\nab,joy\n"), 0], null, (3, 1),
            "EXP3044",
            "The file is UTF-16 by its byte order mark, but the last character has one byte of two. Write the file again, as UTF-8 if "
            + "possible.");
        AssertProblem([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("text,labels\nab"), 0, 0xD8, 65, 0], null, (2, 3),
            "EXP3044",
            "The file is UTF-16 by its byte order mark, but half of a surrogate pair stands alone. Write the file again, as UTF-8 if "
            + "possible.");
    }

    [Fact]
    public void An_encoding_that_is_not_read_is_named()
    {
        const string Rest = ". Valid are UTF-8, Windows-1252, and UTF-16 that begins with a byte order mark. Write the file again as "
            + "UTF-8.";
        AssertProblem(Encoding.Unicode.GetBytes(Rows), null, (1, 1), "EXP3045",
            "The file looks like UTF-16, but it has no byte order mark" + Rest);
        AssertProblem(Encoding.BigEndianUnicode.GetBytes(Rows), TextEncoding.Windows1252, (1, 1), "EXP3045",
            "The file looks like UTF-16, but it has no byte order mark" + Rest);
        AssertProblem(Encoding.UTF8.GetBytes(Rows), TextEncoding.Utf16, (1, 1), "EXP3045",
            "The encoding is given as utf-16, but the file has no byte order mark" + Rest);
        AssertProblem([.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Rows)], null, (1, 1), "EXP3045",
            "The file is UTF-32 by its byte order mark" + Rest);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void Characters_may_lie_across_the_bounds_of_what_is_read_at_once(string encoding)
    {
        var code = Encoding.GetEncoding(encoding);
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('a', shift) + string.Concat(Enumerable.Repeat("é€😀", 30_000));
            byte[] bytes = [.. code.GetPreamble(), .. code.GetBytes("text,labels\n" + text + ",joy\n")];

            Assert.Equal(text, Assert.Single(RawData.Read(Csv(bytes))).Text);
        }
    }

    private void AssertProblem(byte[] bytes, TextEncoding? encoding, (int Line, int Column) place, string code, string message)
    {
        var problem = Assert.Single(
            Assert.Throws<DiagnosticException>(() => RawData.Read(Csv(bytes) with { Encoding = encoding })).Diagnostics);

        Assert.Equal((code, message), (problem.Code, problem.Message));
        Assert.Equal(place, (problem.At!.Line, problem.At.Column));
    }

    private DatasetSource Csv(byte[] bytes) => RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv", bytes));
}
