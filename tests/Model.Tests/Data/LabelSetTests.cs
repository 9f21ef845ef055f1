using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class LabelSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_labels_id_is_its_line()
    {
        var labels = LabelSet.Read(_folder.Write("labels.txt", "joy\r\n anger \nfear"));

        Assert.Equal(["joy", "anger", "fear"], labels.Names);
        Assert.Equal(1, labels.IdOf("anger"));
        Assert.Equal(-1, labels.IdOf("Joy"));
    }

    [Theory]
    [InlineData("", "EXP3010@0")]
    [InlineData("joy\n\nfear\n", "EXP3012@2")]
    [InlineData("joy\nfear\njoy\n", "EXP3011@3")]
    public void What_is_wrong_with_a_labels_file_is_reported(string text, string problem)
    {
        var path = _folder.Write("labels.txt", text);

        Assert.Equal([problem], RawData.Problems(() => LabelSet.Read(path)));
    }

    [Fact]
    public void Without_a_labels_file_the_training_rows_name_the_labels()
    {
        var source = Csv("text,labels\na,\"fear,joy\"\nb,anger\nc,\n");

        Assert.Equal(["anger", "fear", "joy"], LabelSet.For(source).Names);
        Assert.Equal(["EXP3020@0"], RawData.Problems(() => LabelSet.For(Csv("text,labels\na,\n"))));
    }

    [Fact]
    public void Without_a_labels_file_the_label_columns_are_the_labels()
    {
        var source = Csv("text,b,a\nx,0,1\n") with { LabelColumn = null, LabelColumns = ["b", "a"] };

        Assert.Equal(["b", "a"], LabelSet.For(source).Names);
    }

    [Fact]
    public void Label_columns_are_those_of_the_labels_file()
    {
        var source = Csv(
            "text,b,a\nx,0,1\n") with
        { LabelColumn = null, LabelColumns = ["b", "a"], Labels = _folder.Write("labels.txt", "a\nc\n") };

        Assert.Equal(["EXP3026@0"], RawData.Problems(() => LabelSet.For(source)));
    }

    private DatasetSource Csv(string text) => RawData.Source(DatasetFormat.Csv, _folder.Write("rows.csv", text));
}
