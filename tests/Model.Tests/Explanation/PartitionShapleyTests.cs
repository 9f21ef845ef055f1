using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class PartitionShapleyTests
{
    [Fact]
    public void Two_players_have_their_shapley_values()
    {
        var owen = PartitionShapley.Explain(Games.Arbitrary(2), PartitionTree.OverWords(["a", "b"]), 100);

        Games.AssertNear(Games.Column(ShapleyValues.Explain(Games.Arbitrary(2), 100), 0), Games.Column(owen, 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public void They_are_the_mean_over_the_orders_that_keep_each_group_together(int players)
    {
        var tree = PartitionTree.OverWords([.. Enumerable.Range(0, players).Select(i => $"w{i}")]);
        var evaluations = Games.Arbitrary(players);
        var orders = Orders(tree, tree.Root).ToArray();
        var values = new double[players];
        foreach (var order in orders)
        {
            var mask = new bool[players];
            foreach (var player in order)
            {
                var before = evaluations.Evaluate([[.. mask]])[0][0];
                mask[player] = true;
                values[player] += (evaluations.Evaluate([[.. mask]])[0][0] - before) / orders.Length;
            }
        }

        Games.AssertNear(values, Games.Column(PartitionShapley.Explain(Games.Arbitrary(players), tree, int.MaxValue), 0));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(40)]
    [InlineData(150)]
    public void A_budget_is_kept_and_the_contributions_still_add_up(int budget)
    {
        var tree = PartitionTree.OverWords([.. Enumerable.Range(0, 12).Select(i => $"w{i}")]);

        var attribution = PartitionShapley.Explain(Games.Mixed(12), tree, budget);

        Assert.InRange(attribution.Evaluations, 2, budget);
        Assert.Equal(0, attribution.AdditivityError(0), 1e-9);
        Assert.Equal(0, attribution.AdditivityError(1), 1e-9);
    }

    [Fact]
    public void Without_any_budget_all_players_have_the_same()
    {
        var attribution = PartitionShapley.Explain(Games.Mixed(4), PartitionTree.OverWords(["a", "b", "c", "d"]), 2);

        Games.AssertNear([5, 5, 5, 5], Games.Column(attribution, 1));
    }

    [Fact]
    public void A_balanced_tree_takes_no_more_than_the_square_of_its_players()
    {
        var tree = PartitionTree.OverWords([.. Enumerable.Range(0, 16).Select(i => $"w{i}")]);

        Assert.InRange(PartitionShapley.Explain(Games.Arbitrary(16), tree, int.MaxValue).Evaluations, 2, 256);
    }

    private static IEnumerable<int[]> Orders(PartitionTree tree, int node) => tree.IsPlayer(node)
        ? [[node]]
        : from left in Orders(tree, tree.Left(node))
          from right in Orders(tree, tree.Right(node))
          from order in new[] { (int[])[.. left, .. right], [.. right, .. left] }
          select order;
}
