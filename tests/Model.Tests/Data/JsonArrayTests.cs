using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

/// <summary>One array of objects where one object a line is asked.</summary>
public sealed class JsonArrayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[{\"text\": \"a, ]\\\\\\\" [\", \"labels\": [\"joy\"]},{\"text\": \"b\", \"labels\": \"fear\"}]")]
    [InlineData(" \r\n[\n  {\n    \"text\": \"a, ]\\\\\\\" [\",\n"
        + "   \"labels\": [\"joy\"]\n  },\n  {\"text\": \"b\", \"labels\": \"fear\"}\n]\n\n")]
    public void It_is_read_as_its_objects(string text) =>
        Assert.Equal([("a, ]\\\" [", 0), ("b", 2)], RawData.Read(Json(text)).Select(r => (r.Text, r.Labels.Single())));

    [Fact]
    public void It_may_be_larger_than_what_is_read_at_once()
    {
        var items = Enumerable.Range(0, 20_000).Select(i => $"{{\"text\": \"é 😀 {i} \\\\\", \"labels\": []}}");

        var rows = RawData.Read(Json("[" + string.Join(",\n", items) + "]"));

        Assert.Equal(20_000, rows.Count);
        Assert.Equal(("é 😀 19999 \\", 20_000, 1), (rows[^1].Text, rows[^1].Line, rows[^1].Column));
    }

    [Fact]
    public void An_empty_one_has_no_rows() => Assert.Equal(["EXP3003@0"], RawData.Problems(() => RawData.Read(Json(" [ ] "))));

    [Theory]
    [InlineData("[\n  {\"text\": \"é\", \"labels\": [\"joy\"]},\n  {\"text\": \"é\", \"labels\": \"glee\"}]",
        "(3,3): EXP3008: The label 'glee' is not known. Valid labels: joy, anger, fear.")]
    [InlineData("[{\"text\": \"é\", \"labels\": \"joy\"}, {\"labels\": \"joy\"}]",
        "(1,34): EXP3019: The key 'text' is missing. It must hold a string.")]
    [InlineData("[{\"text\": \"é\", \"labels\": \"joy\"},\n {\"text\": \"é\",\n  \"labels\": joy}]",
        "(3,13): EXP3018: The item is not a JSON object: 'j' is an invalid start of a value. LineNumber: 1 | BytePositionInLine: 12.")]
    [InlineData("[1]", "(1,2): EXP3018: The item is not a JSON object: it is of kind Number.")]
    [InlineData("[{}, ]", "(1,6): EXP3048: The file begins as an array of JSON objects, but an item is missing here. It must be "
        + "[{…}, {…}], or one JSON object on each line.")]
    [InlineData("[{\"text\": \"a\"", "(1,2): EXP3048: The file begins as an array of JSON objects, but this item or the "
        + "array does not end. "
        + "It must be [{…}, {…}], or one JSON object on each line.")]
    [InlineData("[\n]\n{}", "(3,1): EXP3048: The file begins as an array of JSON objects, but something follows its end. It must be "
        + "[{…}, {…}], or one JSON object on each line.")]
    public void What_is_wrong_has_its_line_and_column(string text, string problem)
    {
        var source = Json(text);
        var problems = Assert.Throws<DiagnosticException>(() => RawData.Read(source)).Diagnostics;

        Assert.Contains(source.Train + problem, problems.Select(p => p.ToString()));
    }

    private DatasetSource Json(string text) => RawData.Source(DatasetFormat.Jsonl, _folder.Write("rows.jsonl", text));
}
