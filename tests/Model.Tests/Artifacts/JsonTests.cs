using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

public sealed class JsonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private enum Kind { FirstToken }

    private sealed record Lists(IReadOnlyList<string> Names, IReadOnlyDictionary<string, IReadOnlyList<double?>> ByName);

    private sealed record Sample(string TheName, Kind Kind, double Share, double? Maybe, IReadOnlyList<double> Values);

    [Fact]
    public void Records_are_written_in_snake_case_and_read_back()
    {
        Json.Write(_folder.File("a"), new Sample("é<", Kind.FirstToken, double.NaN, null, [0.1, double.NaN]));
        Assert.Equal("""
            {
              "the_name": "é<",
              "kind": "first_token",
              "share": null,
              "maybe": null,
              "values": [
                0.1,
                null
              ]
            }

            """, File.ReadAllText(_folder.File("a")));
        var sample = Json.Read<Sample>(_folder.File("a"));
        Assert.Equal(("é<", Kind.FirstToken, double.NaN, null), (sample.TheName, sample.Kind, sample.Share, sample.Maybe));
        Assert.Equal([0.1, double.NaN], sample.Values);
    }

    [Fact]
    public void A_line_has_no_line_breaks() =>
        Assert.Equal("""{"a_b":"x\ny"}""", Json.Line(new Dictionary<string, string> { ["a_b"] = "x\ny" }));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"the_name":null,"kind":"first_token","share":1,"maybe":1,"values":[]}""")]
    [InlineData("""{"the_name":"a","kind":0,"share":1,"maybe":1,"values":[]}""")]
    [InlineData("""{"the_name":"a","kind":"first_token","share":"1","maybe":1,"values":[]}""")]
    [InlineData("""{"the_name":"a","the_name":"b","kind":"first_token","share":1,"maybe":1,"values":[]}""")]
    [InlineData("""{"the_name":"\ud800","kind":"first_token","share":1,"maybe":1,"values":[]}""")]
    [InlineData("""{"the_name":"a","kind":"first_token","share":1e999,"maybe":1,"values":[]}""")]
    [InlineData("""{"the_name":"a","kind":"first_token","share":1,"maybe":-1e999,"values":[]}""")]
    [InlineData("""{"the_name":"a","kind":"first_token","share":1,"maybe":1,"values":[1e999]}""")]
    public void What_is_not_such_a_record_is_a_coded_error(string text) =>
        Assert.Equal("EXP4030", Problem.CodeOf(() => Json.Read<Sample>(_folder.WithText("a", text))));

    [Theory]
    [InlineData("""{"names": [null], "by_name": {}}""")]
    [InlineData("""{"names": ["a", null], "by_name": {}}""")]
    [InlineData("""{"names": [], "by_name": {"a": null}}""")]
    public void A_null_in_a_list_or_by_name_is_a_coded_error(string text)
    {
        Json.Read<Lists>(_folder.WithText("a", """{"names": ["a"], "by_name": {"a": [null, 1]}}"""));
        Assert.Equal("EXP4030", Problem.CodeOf(() => Json.Read<Lists>(_folder.WithText("a", text))));
    }

    [Fact]
    public void An_error_has_its_line_and_column()
    {
        var at = Problem.Of(() => Json.ReadObject(_folder.WithText("a", "{\n  \"a\": x}"))).At!;
        Assert.Equal((2, 8), (at.Line, at.Column));
    }

    [Fact]
    public void Text_that_cannot_be_decoded_has_its_line_and_column()
    {
        var latin = System.Text.Encoding.Latin1.GetBytes("{\n  \"é\": 1}");
        var half = "{\n  \"a\": [1,\n \"b\\ud83d\"]}"u8.ToArray();
        var name = "{\"a\": {\n\"\\udc00\": 1}}"u8.ToArray();
        foreach (var (bytes, line, column) in new[] { (latin, 2, 4), (half, 3, 2), (name, 2, 1) })
        {
            var path = _folder.WithBytes("a", bytes);
            foreach (var read in new Action[] { () => Json.ReadObject(path), () => Json.Read<Dictionary<string, object>>(path) })
            {
                var problem = Problem.Of(read);
                Assert.Equal(("EXP4030", new SourceLocation(path, line, column)), (problem.Code, problem.At));
            }
        }
    }

    [Fact]
    public void A_pair_of_escaped_halves_is_text() =>
        Assert.Equal("😀", Json.ReadObject(_folder.WithText("a", "{\"a\": \"\\ud83d\\ude00\"}"))["a"]!.GetValue<string>());

    [Fact]
    public void Lines_are_written_and_the_first_of_them_read_back()
    {
        Sample[] samples = [new("é\n", Kind.FirstToken, 1, 2, []), new("b", Kind.FirstToken, 3, null, [])];
        Json.WriteLines(_folder.File("a"), samples);
        Assert.Equal(samples.Select(Json.Line), File.ReadAllLines(_folder.File("a")));
        Assert.Equal(["é\n"], Json.ReadLines<Sample>(_folder.File("a"), 1).Select(s => s.TheName));
        Assert.Equal(2, Json.ReadLines<Sample>(_folder.File("a"), 5).Count);
        File.AppendAllText(_folder.File("a"), "{\"the_name\": x}\n");
        var problem = Problem.Of(() => Json.ReadLines<Sample>(_folder.File("a"), 3));
        Assert.Equal(("EXP4030", new SourceLocation(_folder.File("a"), 3, 14)), (problem.Code, problem.At));
        Assert.Equal("EXP4001", Problem.CodeOf(() => Json.ReadLines<Sample>(_folder.File("none"), 1)));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_coded_error() =>
        Assert.Equal("EXP4001", Problem.CodeOf(() => Json.Read<Sample>(_folder.File("none"))));
}
