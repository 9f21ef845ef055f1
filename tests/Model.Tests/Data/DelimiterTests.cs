using Emotune.Diagnostics;
using Emotune.Model.Data;
using Emotune.Model.Data.Formats;

namespace Emotune.Model.Tests.Data;

/// <summary>What separates the fields of a CSV file.</summary>
public sealed class DelimiterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void It_is_recognised_by_the_header(char delimiter)
    {
        var csv = Csv($"id{delimiter}text{delimiter}labels\n1{delimiter}\"a{delimiter}, b; c\"{delimiter}joy\n");

        Assert.Equal($"a{delimiter}, b; c", Assert.Single(RawData.Read(csv)).Text);
        var given = Csv($"text{delimiter}labels\na{delimiter}joy\n") with { Delimiter = delimiter };
        Assert.Equal("a", Assert.Single(RawData.Read(given)).Text);
    }

    [Fact]
    public void A_given_one_need_not_be_recognised() =>
        Assert.Equal("a", Assert.Single(RawData.Read(Csv("text~labels\na~joy\n") with { Delimiter = '~' })).Text);

    [Fact]
    public void A_header_with_the_columns_under_one_alone_is_not_ambiguous() =>
        Assert.Equal("a", Assert.Single(RawData.Read(Csv("text,labels,note;text;more\na,joy,x\n"))).Text);

    [Fact]
    public void A_header_with_the_columns_under_several_is_EXP3046_with_the_candidates()
    {
        var csv = Csv("text;labels;a,text,labels\n");

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(csv)).Diagnostics);
        Assert.Equal($"{csv.Train}(1,1): EXP3046: The header has the columns text, labels under several delimiters: commas (text;labels;a, "
            + "text, labels); semicolons (text, labels, a,text,labels). Set 'data.columns.delimiter' to the right one.",
                problem.ToString());
    }

    [Fact]
    public void A_column_that_is_missing_is_told_with_the_columns_of_the_likeliest()
    {
        var csv = Csv("id;text;label\n");

        var problem = Assert.Single(Assert.Throws<DiagnosticException>(() => RawData.Read(csv)).Diagnostics);
        Assert.Equal($"{csv.Train}(1,0): EXP3013: There is no column 'labels'. Did you mean 'label'? The file's columns: id, text, label.",
            problem.ToString());
    }

    [Fact]
    public void What_was_recognised_is_remarked_once_unless_all_are_commas()
    {
        var csv = Csv("text;labels\na;joy\n");
        var other = csv with { Test = _folder.Write("test.csv", "text,labels\na,joy\n") };

        Assert.Equal($"{csv.Train}(1,1): EXP3047: By their headers, the fields are separated by semicolons (rows.csv). Set "
            + "'data.columns.delimiter' to say so or otherwise.", Delimiters.Remark(csv)!.ToString());
        Assert.Contains("semicolons (rows.csv); commas (test.csv)", Delimiters.Remark(other)!.Message, StringComparison.Ordinal);
        Assert.Null(Delimiters.Remark(csv with { Delimiter = ';' }));
        Assert.Null(Delimiters.Remark(Csv("text,labels\na,joy\n")));
    }

    [Theory]
    [InlineData("text;labels;\na;joy;\nb;fear;\n")]
    [InlineData("text;labels\na;joy;\nb;fear;\n")]
    [InlineData("text;labels;\na;joy\nb;fear\n")]
    [InlineData("text;labels;;\na;joy;;\nb;fear;;\n")]
    [InlineData("text,labels,\na,joy,\nb,fear,\n")]
    public void A_delimiter_at_the_end_of_every_line_is_no_field(string text) =>
        Assert.Equal([("a", 0), ("b", 2)], RawData.Read(Csv(text)).Select(r => (r.Text, r.Labels.Single())));

    [Theory]
    [InlineData("text;labels\na;joy;\nb;fear\n", "EXP3016@3")]
    [InlineData("text;labels\na;joy\nb;fear;\n", "EXP3016@3")]
    [InlineData("text;labels\na;joy;x\n", "EXP3016@2")]
    [InlineData("text;labels\na;joy;;\n", "EXP3016@2")]
    public void A_row_that_ends_otherwise_than_the_first_is_reported(string text, string problem) =>
        Assert.Equal([problem], RawData.Problems(() => RawData.Read(Csv(text))));

    private DatasetSource Csv(string text) => RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv", text));
}
