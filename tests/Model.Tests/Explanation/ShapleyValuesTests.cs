using Emotune.Diagnostics;
using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class ShapleyValuesTests
{
    [Fact]
    public void Equal_players_get_equal_shares_and_partners_share_their_bonus()
    {
        var attribution = ShapleyValues.Explain(Games.Mixed(4), 1000);

        Games.AssertNear([4, 4, 4, 4], Games.Column(attribution, 0));
        Games.AssertNear([6, 7, 3, 4], Games.Column(attribution, 1));
        Assert.Equal(16, attribution.Evaluations);
    }

    [Fact]
    public void They_are_the_mean_over_all_orders()
    {
        var evaluations = Games.Arbitrary(4);
        var values = new double[4];
        foreach (var order in Orders([0, 1, 2, 3]))
        {
            var mask = new bool[4];
            foreach (var player in order)
            {
                var before = evaluations.Evaluate([[.. mask]])[0][0];
                mask[player] = true;
                values[player] += (evaluations.Evaluate([[.. mask]])[0][0] - before) / 24;
            }
        }

        Games.AssertNear(values, Games.Column(ShapleyValues.Explain(Games.Arbitrary(4), 16), 0));
    }

    [Fact]
    public void Beyond_the_budget_orders_are_sampled_and_still_add_up()
    {
        var attribution = ShapleyValues.Explain(Games.Mixed(30), 600);

        Assert.True(attribution.Evaluations <= 600);
        Assert.Equal(0, attribution.AdditivityError(0), 1e-9);
        Assert.Equal(0, attribution.AdditivityError(1), 1e-9);
        // An order and its reverse give a square's every player the same.
        Games.AssertNear([.. Enumerable.Repeat(30.0, 30)], Games.Column(attribution, 0), 1e-9);
    }

    [Fact]
    public void A_budget_without_one_order_is_refused()
    {
        Assert.Equal(31, ShapleyValues.Explain(Games.Mixed(30), 31).Evaluations);
        var exception = Assert.Throws<DiagnosticException>(() => ShapleyValues.Explain(Games.Mixed(30), 30));

        Assert.Equal("EXP4401", exception.Diagnostics[0].Code);
    }

    private static IEnumerable<int[]> Orders(int[] players) => players.Length == 0
        ? [[]]
        : players.SelectMany(first => Orders([.. players.Where(p => p != first)]).Select(rest => (int[])[first, .. rest]));
}
