using Emotune.Model.Artifacts.HuggingFace;

namespace Emotune.Model.Tests.Artifacts;

public sealed class LabelRowsTests
{
    [Theory]
    [InlineData("a,b,c", "c,a,b", "1,2,0")]
    [InlineData("a,b,c", "A,C,b", "0,2,1")]
    [InlineData("a,A", "A,a", "1,0")]
    [InlineData("x,y", "LABEL_0,LABEL_1", "0,1")]
    [InlineData("LABEL_1,LABEL_0", "LABEL_0,LABEL_1", "1,0")]
    [InlineData("x,y", "", "0,1")]
    [InlineData("a,b", "A,a", null)]
    [InlineData("a,b", "b,c", null)]
    [InlineData("a,b", "b,b", null)]
    [InlineData("a,b", "a,b,c", null)]
    public void Each_label_has_the_row_of_its_name(string wanted, string stored, string? rows)
    {
        var match = LabelRows.Match(wanted.Split(','), stored.Split(',', StringSplitOptions.RemoveEmptyEntries), 2, "'init'");
        Assert.Equal(rows, match.Rows is null ? null : string.Join(',', match.Rows));
        Assert.Contains("'init'", match.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_labels_need_no_word() => Assert.Null(LabelRows.Match(["a", "b"], ["a", "b"], 2, "'init'").Remark);
}
