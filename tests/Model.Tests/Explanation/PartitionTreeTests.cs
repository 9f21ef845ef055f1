using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class PartitionTreeTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b c", "((a b) c)")]
    [InlineData("a b c d", "((a b) (c d))")]
    [InlineData("a b c d e . f", "((((a b) c) ((d e) .)) f)")]
    [InlineData("a . b c d e", "((a .) ((b c) (d e)))")]
    [InlineData("a , b c ! d", "(((a ,) ((b c) !)) d)")]
    [InlineData("no ! ! yes", "(((no !) !) yes)")]
    public void Sentences_then_clauses_then_the_middle_part_the_words(string text, string expected)
    {
        var words = text.Split(' ');
        var tree = PartitionTree.OverWords(words);

        Assert.Equal(expected, Written(tree.Root));

        string Written(int node) => tree.IsPlayer(node) ? words[node] : $"({Written(tree.Left(node))} {Written(tree.Right(node))})";
    }

    [Fact]
    public void A_piece_without_extent_parts_nothing() =>
        Assert.Equal(PartitionTree.OverWords(["a", "b", "c", "d"]).Sizes, PartitionTree.OverWords(["a", "", "", "d"]).Sizes);

    [Fact]
    public void Linkage_rows_are_a_tree()
    {
        var tree = PartitionTree.FromLinkage(3, [(0, 1), (3, 2)]);

        Assert.Equal((3, 2, 4), (tree.Left(tree.Root), tree.Right(tree.Root), tree.Root));
        Assert.Equal([1, 1, 1, 2, 3], tree.Sizes);
    }

    [Fact]
    public void Rows_that_are_no_tree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PartitionTree.FromLinkage(3, [(0, 1)]));
        Assert.Throws<ArgumentException>(() => PartitionTree.FromLinkage(3, [(0, 1), (0, 2)]));
        Assert.Throws<ArgumentException>(() => PartitionTree.FromLinkage(3, [(0, 3), (1, 2)]));
    }
}
