using Emotune.Model.Data;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary><c>data.encoding</c> and <c>data.columns.delimiter</c>.</summary>
public sealed class TextFileKeyTests : SpecTests
{
    [Theory]
    [InlineData("\";\"", ';')]
    [InlineData(";", ';')]
    [InlineData("\"\\t\"", '\t')]
    [InlineData("\"|\"", '|')]
    public void A_delimiter_is_one_character(string written, char delimiter)
    {
        var spec = Fixture.Spec(Csv($"columns: {{delimiter: {written}}}"));
        Assert.Equal(delimiter.ToString(), spec.Data.Columns!.Delimiter);
        Assert.Contains(
            SpecParameters.For(spec, null, "data.columns"), p => (p.Key, p.Value) == ("data.columns.delimiter", delimiter.ToString()));
    }

    [Theory]
    [InlineData("columns: {delimiter: \\t}", "EXP1004(7,13)")]
    [InlineData("columns: {delimiter: '\"'}", "EXP1004(7,13)")]
    [InlineData("columns: {delimiter: \"\\n\"}", "EXP1004(7,13)")]
    [InlineData("columns: {delimiter: é}", "EXP1004(7,13)")]
    [InlineData("encoding: latin1", "EXP1006(7,3)")]
    public void What_is_none_is_reported_at_its_key(string line, string problem) => Assert.Equal([problem], Fixture.Codes(Csv(line)));

    [Fact]
    public void A_delimiter_of_another_format_and_an_encoding_of_parquet_have_no_effect()
    {
        string Of(string format, string line) => Csv(line).Replace("format: csv", $"format: {format}", StringComparison.Ordinal);

        Assert.Equal(["EXP1016(7,13)"], Fixture.Codes(Of("jsonl", "columns: {delimiter: \";\"}")));
        Assert.Equal(["EXP1016(7,3)"], Fixture.Codes(Of("parquet", "encoding: utf-8")));
    }

    [Fact]
    public void What_is_not_given_is_in_no_key_and_what_is_given_goes_to_extra_sets()
    {
        Assert.DoesNotContain(
            SpecParameters.For(Fixture.Spec(SpecFixture.ValidCsv), null, "data"),
            p => p.Key.Contains("encoding", StringComparison.Ordinal) || p.Key.Contains("delimiter", StringComparison.Ordinal));

        string[] sets = ["data.encoding=windows-1252", "evaluation.extra_sets={a: {file: test.tsv}, b: {file: test.tsv, format: parquet}}"];
        var spec = Fixture.Spec(Csv("columns: {delimiter: \";\"}"), sets);
        Assert.Equal(TextEncoding.Windows1252, spec.Data.Encoding);
        Assert.Equal(
            [(TextEncoding.Windows1252, ";"), (null, null)],
            spec.Evaluation.ExtraSets!.Select(s => (s.Encoding, s.Columns!.Delimiter)));
    }

    private static string Csv(string line) => SpecFixture.ValidCsv.Replace("backbone:", $"  {line}\nbackbone:", StringComparison.Ordinal);
}
