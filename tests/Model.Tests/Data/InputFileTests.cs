using Emotune.Model.Data;
using Emotune.Model.Data.Inputs;
using Emotune.Platform;
using Parquet;
using Parquet.Schema;

namespace Emotune.Model.Tests.Data;

public sealed class InputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_a_text_whatever_else_is_in_it() => Assert.Equal(
        ["one \rtwo", "three\u2028\u0085\f\vfour", " five"],
        Read("texts.txt", "\uFEFFone \rtwo\nthree\u2028\u0085\f\vfour\r\n five").Select(r => r.Text));

    [Fact]
    public void Blank_lines_and_bytes_that_are_no_text_are_reported_at_their_lines()
    {
        Assert.Equal(["EXP3005@2", "EXP3005@3"], Problems("first\n\n   \nfourth\n"u8.ToArray()));
        Assert.Equal(["EXP3002@2"], Problems([.. "today\nvoil"u8, 0xE0, .. "\nthird\n"u8]));
        Assert.Equal(["EXP3041@1"], Problems([0x1F, 0x8B, 8, 0, 0, 0]));
        Assert.Equal(["EXP3001@0"], RawData.Problems(() => InputFile.Read(_folder.At("absent"), Csv)));
    }

    [Fact]
    public void Files_without_an_end_are_refused_before_they_are_read()
    {
        foreach (var path in ThisSystem.Files is LinuxFiles ? new[] { "/dev/zero", "/proc/self/maps" } : ["/dev/zero"])
        {
            foreach (var format in Enum.GetValues<DatasetFormat>())
            {
                var problem = Assert.Single(RawData.Problems(() => RawData.Read(RawData.Source(format, path))));
                Assert.Contains(problem, new[] { "EXP3001@0", "EXP3021@0" });
            }

            Assert.Equal(["EXP3001@0"], RawData.Problems(() => InputFile.Read(path, Csv)));
        }
    }

    [Theory]
    [InlineData("rows.csv", "id,text,labels,note\n07,\"a, b\",joy,x\n8,c,,\"y\"\"\"\n")]
    [InlineData("rows.csv", "id;text;labels;note\n07;a, b;joy;x\n8;c;;\"y\"\"\"\n")]
    [InlineData("rows.TSV", "id\ttext\tlabels\tnote\n07\ta, b\tjoy\tx\n8\tc\t\t\"y\"\"\"\n")]
    [InlineData("rows.jsonl", "{\"id\": \"07\", \"text\": \"a, b\", \"labels\": \"joy\", \"note\": \"x\"}\n"
        + "{\"id\": \"8\", \"text\": \"c\", \"labels\": \"\", \"note\": \"y\\\"\"}\n")]
    [InlineData("rows.json", "[{\"id\": \"07\", \"text\": \"a, b\",\n \"labels\": \"joy\", \"note\": \"x\"},\n"
        + "{\"id\": \"8\", \"text\": \"c\", \"labels\": \"\", \"note\": \"y\\\"\"}]")]
    public void Columns_pass_through_whatever_the_format(string name, string text)
    {
        var rows = Read(name, text);

        Assert.Equal(["a, b", "c"], rows.Select(r => r.Text));
        Assert.Equal(["\"07\"", "\"8\""], rows.Select(r => r.Id));
        Assert.Equal(
            ["labels=\"joy\" note=\"x\"", "labels=\"\" note=\"y\\\"\""],
            rows.Select(r => string.Join(' ', r.Others.Select(o => $"{o.Key}={o.Value}"))));
    }

    [Fact]
    public void Values_of_json_stay_as_they_are()
    {
        var row = Assert.Single(Read("rows.ndjson", """{"text": "a", "id": 12345678901234567890, "tags": [1, null, {"x": true}]}"""));

        Assert.Equal("12345678901234567890", row.Id);
        Assert.Equal(["""tags=[1,null,{"x":true}]"""], row.Others.Select(o => $"{o.Key}={o.Value}"));
    }

    [Fact]
    public void Rows_of_label_ids_need_no_header()
    {
        var rows = InputFile.Read(_folder.Write("rows.tsv", "a\t0,1\tt7\nb\n"), Csv with { Format = DatasetFormat.TsvLabelIds }).Rows;

        Assert.Equal([("a", "\"t7\""), ("b", null)], rows.Select(r => (r.Text, r.Id)));
        Assert.Equal("\"0,1\"", rows[0].Others.Single().Value);
    }

    [Fact]
    public void A_recognised_delimiter_is_remarked()
    {
        var remark = Assert.Single(InputFile.Read(_folder.Write("rows.csv", "text;id\na;1\n"), Csv).Remarks);

        Assert.Equal("EXP3047", remark.Code);
        Assert.Contains("semicolons (rows.csv)", remark.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parquet_keeps_numbers_of_64_bits_and_leaves_out_what_json_cannot_hold()
    {
        var id = new DataField<long>("id");
        var (text, score, flag) = (new DataField<string>("text"), new DataField<double?>("score"), new DataField<bool>("flag"));
        var day = new DataField<DateTime>("day");
        var path = _folder.At("rows.parquet");
        using (var stream = File.Create(path))
        await using (var writer = await ParquetWriter.CreateAsync(new ParquetSchema(id, text, score, flag, day), stream))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<long>(id, new[] { 9007199254740993, -1 });
            await group.WriteAsync(text, new[] { "a", "b" });
            await group.WriteAsync<double>(score, new double?[] { 0.5, null });
            await group.WriteAsync<bool>(flag, new[] { true, false });
            await group.WriteAsync<DateTime>(day, new[] { DateTime.UnixEpoch, DateTime.UnixEpoch });
        }

        var input = InputFile.Read(path, Csv);

        Assert.Equal(["9007199254740993", "-1"], input.Rows.Select(r => r.Id));
        Assert.Equal(
            ["score=0.5 flag=true", "score=null flag=false"],
            input.Rows.Select(r => string.Join(' ', r.Others.Select(o => $"{o.Key}={o.Value}"))));
        Assert.Equal("EXP2021", Assert.Single(input.Remarks).Code);
        Assert.Contains("'day'", input.Remarks[0].Message, StringComparison.Ordinal);
    }

    private static DatasetSource Csv => RawData.Source(DatasetFormat.Csv, "");

    private IReadOnlyList<InputRow> Read(string name, string text) => InputFile.Read(_folder.Write(name, text), Csv).Rows;

    private string[] Problems(byte[] bytes) => RawData.Problems(() => InputFile.Read(_folder.Write("texts.txt", bytes), Csv));
}
