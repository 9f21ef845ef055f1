using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class AlikeLabelsTests
{
    [Theory]
    [InlineData("joy,Joy", "joy/Joy by case")]
    [InlineData("A,b,a", "A/a by case")]
    [InlineData("anger,fear,angr", "anger/angr")]
    [InlineData("anger,angre", "anger/angre")]
    [InlineData("anger,Anker", "anger/Anker")]
    [InlineData("fear,fears", "fear/fears")]
    [InlineData("joy,joi,Joy", "joy/joi joy/Joy by case joi/Joy")]
    [InlineData("grief,relief", "")]
    [InlineData("class1,class2,class12", "")]
    [InlineData("a,b,ab,ac", "")]
    public void Labels_that_differ_in_case_or_one_letter_are_found(string labels, string pairs) => Assert.Equal(
        pairs,
        string.Join(' ', AlikeLabels.Among(labels.Split(',')).Select(p => $"{p.First}/{p.Second}{(p.IsCaseAlone ? " by case" : "")}")));

    [Fact]
    public void Many_labels_are_not_compared_each_with_each()
    {
        string[] labels = [.. Enumerable.Range(0, 20_000).Select(
            i => $"label {Convert.ToString(i, 2).Replace('0', 'x').Replace('1', 'y')}z{i}")];

        Assert.NotNull(AlikeLabels.Among(labels));
    }
}
