using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

/// <summary>Cells that hold a list as another language prints one.</summary>
public sealed class LabelListsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("['fear', 'joy']")]
    [InlineData("[\"fear\", \"joy\"]")]
    [InlineData("['fear' 'joy']")]
    [InlineData("['fear'\n 'joy']")]
    [InlineData("('fear', 'joy',)")]
    [InlineData("{'joy', 'fear'}")]
    [InlineData("[u'fear', u'joy']")]
    [InlineData("[np.str_('fear'), np.str_('joy')]")]
    [InlineData("array(['fear', 'joy'], dtype=object)")]
    [InlineData("frozenset({'fear', 'joy'})")]
    [InlineData("[fear, joy]")]
    [InlineData("{fear,joy}")]
    [InlineData("c(\"fear\", \"joy\")")]
    [InlineData("WrappedArray(fear, joy)")]
    [InlineData("[fear|joy]")]
    [InlineData("'fear', 'joy'")]
    [InlineData("\"fear\" \"joy\"")]
    [InlineData("['f\\u0065ar', 'joy']")]
    public void Lists_are_read_where_every_row_with_labels_holds_one(string cell)
    {
        var source = Csv($"text,labels\na,{Quoted(cell)}\nb,\nc,[]\nd,['anger']\n");
        source = source with { LabelSeparator = cell.Contains('|') ? "|" : "," };

        Assert.Equal([[0, 2], [], [], [1]], RawData.Read(source).Select(r => r.Labels));
        Assert.Equal(["anger", "fear", "joy"], LabelSet.For(source with { Labels = null }).Names);
    }

    [Theory]
    [InlineData("[2, 0]")]
    [InlineData("[2. 0.]")]
    [InlineData("[2.0, 0.0]")]
    [InlineData("[np.int64(2), np.int64(0)]")]
    public void Lists_may_hold_ids(string cell) => Assert.Equal(
        [0, 2], RawData.Read(Csv($"text,labels\na,{Quoted(cell)}\n") with { LabelValues = LabelValues.Ids })[0].Labels);

    [Theory]
    [InlineData("['anger']\nb,joy", "EXP3031@2")]
    [InlineData("joy\nb,['anger']", "EXP3031@3")]
    [InlineData("['anger'\nb,['joy']", "EXP3031@2,EXP3031@3")]
    [InlineData("\"['anger', 'joy\"", "EXP3031@2")]
    [InlineData("[anger joy]", "EXP3031@2")]
    [InlineData("[None]", "EXP3031@2")]
    [InlineData("\"[['anger'], 'joy']\"", "EXP3031@2")]
    [InlineData("'anger", "EXP3031@2")]
    public void A_list_is_never_a_label(string cells, string problems)
    {
        var source = Csv($"text,labels\na,{cells}\n");

        Assert.Equal(problems.Split(','), RawData.Problems(() => RawData.Read(source)));
        Assert.Equal(problems.Split(','), RawData.Problems(() => LabelSet.For(source)));
    }

    [Theory]
    [InlineData("[other]\nb,joy", "[other],joy")]
    [InlineData("(none)\nb,joy", "(none),joy")]
    [InlineData("[deleted]\nb,[removed]", "[deleted],[removed]")]
    [InlineData("\"[other],joy\"", "[other],joy")]
    [InlineData("array(int)\nb,c(99)", "array(int),c(99)")]
    public void One_bare_word_in_brackets_is_a_label(string cells, string names)
    {
        var source = Csv($"text,labels\na,{cells}\n");
        var labels = LabelSet.For(source with { Labels = null });

        Assert.Equal(names.Split(','), labels.Names);
        Assert.All(DatasetReader.Read(source, labels, Split.Train), row => Assert.NotEmpty(row.Labels));
    }

    [Fact]
    public void One_bare_word_in_brackets_is_a_list_where_other_rows_are()
    {
        var source = Csv("text,labels\na,\"[fear, joy]\"\nb,[anger]\n");

        Assert.Equal(["anger", "fear", "joy"], LabelSet.For(source with { Labels = null }).Names);
        Assert.Equal([[0, 2], [1]], RawData.Read(source).Select(r => r.Labels));
        Assert.Equal([[1]], RawData.Read(Csv("text,labels\nb,[anger]\n")).Select(r => r.Labels));
        Assert.Equal([[2]], RawData.Read(Csv("text,labels\nb,[2]\n") with { LabelValues = LabelValues.Ids }).Select(r => r.Labels));
    }

    [Theory]
    [InlineData("['anger']\nb,joy")]
    [InlineData("[anger joy]")]
    public void A_labels_file_is_named_as_the_way_out(string cells)
    {
        var error = Assert.Throws<DiagnosticException>(() => RawData.Read(Csv($"text,labels\na,{cells}\n")));

        Assert.Contains("valid where a labels file has it", error.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_of_a_labels_file_begins_as_it_likes()
    {
        var source = Csv("text,labels\na,[removed]\nb,\"(other),joy\"\n");
        var labels = new LabelSet(["joy", "[removed]", "(other)"]);

        Assert.Equal([[1], [0, 2]], DatasetReader.Read(source, labels, Split.Train).Select(r => r.Labels));
    }

    [Fact]
    public void Text_in_other_formats_is_taken_apart_likewise()
    {
        var json = _folder.Write("rows.jsonl", """
            {"text": "a", "labels": "['joy', 'fear']"}
            {"text": "b", "labels": ["anger"]}
            """);
        var tsv = _folder.Write("rows.tsv", "a\t[0, 2]\nb\t\n");

        Assert.Equal([[0, 2], [1]], RawData.Read(RawData.Source(DatasetFormat.Jsonl, json)).Select(r => r.Labels));
        Assert.Equal([[0, 2], []], RawData.Read(RawData.Source(DatasetFormat.TsvLabelIds, tsv)).Select(r => r.Labels));
    }

    [CaseTheory("csv-python-lists")]
    [InlineData("csv-python-lists")]
    public void What_pandas_wrote_of_lists_has_the_labels_of_the_lists(string name)
    {
        var source = RawData.Source(DatasetFormat.Csv, Path.Combine(CaseFiles.Root, name, "train.csv"));

        Assert.All(LabelSet.For(source).Names, label => Assert.Matches("^[a-z]+$", label));
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private DatasetSource Csv(string text) => RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv", text));
}
