using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class CsvRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends()
    {
        var rows = RawData.Read(Csv("id,text,labels\r\n1,\"a, \"\"b\"\"\r\nc\",\"joy, fear\"\r\n2,plain,\r\n3,\"\"\"\",anger"));

        Assert.Equal(["a, \"b\"\r\nc", "plain", "\""], rows.Select(r => r.Text));
        Assert.Equal([[0, 2], [], [1]], rows.Select(r => r.Labels));
        Assert.Equal([2, 4, 5], rows.Select(r => r.Line));
    }

    [Fact]
    public void Labels_may_be_ids_and_have_another_separator()
    {
        var source = Csv("text,labels\na,2|0\n") with { LabelValues = LabelValues.Ids, LabelSeparator = "|" };

        Assert.Equal([0, 2], RawData.Read(source)[0].Labels);
    }

    [Fact]
    public void Labels_may_have_a_column_each()
    {
        var source = Csv(
            "fear,text,joy,anger\n1,a,0,1.0\nFalse,b,True,0\n") with
        { LabelColumn = null, LabelColumns = ["joy", "anger", "fear"] };

        Assert.Equal([[1, 2], [0]], RawData.Read(source).Select(r => r.Labels));
    }

    [Fact]
    public void Values_of_label_columns_are_zero_or_one()
    {
        var source = Csv("text,joy,anger,fear\na,0,2,1\nb,,1,yes\n") with { LabelColumn = null, LabelColumns = ["joy", "anger", "fear"] };

        Assert.Equal(["EXP3017@2", "EXP3017@3", "EXP3017@3"], RawData.Problems(() => RawData.Read(source)));
    }

    [Theory]
    [InlineData("comment,labels\na,joy\n", "EXP3013@1")]
    [InlineData("text,labels,text\na,joy,b\n", "EXP3014@1")]
    [InlineData("text,labels\na,joy,b\nc,joy\n", "EXP3016@2")]
    [InlineData("text,labels\n\nc,joy\n", "EXP3016@2")]
    [InlineData("text,labels\n\"a\nb,joy\n", "EXP3015@2")]
    [InlineData("text,labels\n\"a\"b,joy\n", "EXP3015@2")]
    [InlineData("text,labels\na \"b\",joy\n", "EXP3015@2")]
    [InlineData("text,labels\na,glee\n", "EXP3008@2")]
    [InlineData("text,labels\na,2\n", "EXP3008@2")]
    [InlineData("text,labels\na,joy\n  ,joy\n", "EXP3005@3")]
    [InlineData("text,labels\n", "EXP3003@0")]
    [InlineData("", "EXP3003@0")]
    public void What_is_wrong_with_a_file_is_reported(string text, string problem) =>
        Assert.Equal([problem], RawData.Problems(() => RawData.Read(Csv(text))));

    [Fact]
    public void A_separator_too_many_is_not_a_label()
    {
        var source = Csv("text,labels\na,joy\nb,\"joy,\"\n") with { Labels = null };

        Assert.Equal(["joy"], LabelSet.For(source).Names);
        Assert.Equal(["EXP3008@3"], RawData.Problems(() => RawData.Read(source)));
    }

    [Theory]
    [InlineData("text,labels\r\r\na,joy\r\r\n")]
    [InlineData("text,labels\ra,joy\rb,anger\r")]
    public void A_carriage_return_alone_in_the_header_is_named(string text)
    {
        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(Csv(text))).Diagnostics);

        Assert.Equal(("EXP3033", 1), (problem.Code, problem.At!.Line));
        Assert.Contains(@"'labels\r", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', problem.Message);
    }

    [Fact]
    public void A_carriage_return_within_a_row_is_part_of_the_row()
    {
        var rows = RawData.Read(Csv("labels,text\r\njoy,a\rb\r\n"));

        Assert.Equal("a\rb", Assert.Single(rows).Text);
    }

    [Fact]
    public void Ids_may_be_written_with_a_fraction_of_nothing()
    {
        var source = Csv("text,labels\na,2.0\nb,1e0\n") with { LabelValues = LabelValues.Ids };

        Assert.Equal([[2], [1]], RawData.Read(source).Select(r => r.Labels));
        Assert.Equal(
            ["EXP3006@2", "EXP3007@3"],
            RawData.Problems(() => RawData.Read(Csv("text,labels\na,1.5\nb,3.0\n") with { LabelValues = LabelValues.Ids })));
    }

    [Fact]
    public void A_row_without_an_id_has_its_number() =>
        Assert.Equal(["1", "2"], RawData.Read(Csv("text,labels\n\"a\nb\",joy\nc,joy\n")).Select(r => r.Id));

    [Fact]
    public void Bytes_that_are_not_utf8_are_reported_at_their_line()
    {
        var path = _folder.Write("bad.csv", [.. "text,labels\na,joy\n"u8, 0xFF, .. ",joy\n"u8]);

        Assert.Equal(["EXP3002@3"], RawData.Problems(() => RawData.Read(RawData.Source(DatasetFormat.Csv, path))));
    }

    private DatasetSource Csv(string text) => RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv", text));
}
