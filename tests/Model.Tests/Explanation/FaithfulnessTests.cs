using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class FaithfulnessTests
{
    /// <summary>Ten players who bring 1, 2 … 10, whoever else is there.</summary>
    private static readonly double[] Worth = [.. Enumerable.Range(1, 10).Select(i => (double)i)];

    [Fact]
    public void The_curve_is_what_is_lost_step_by_step() =>
        Games.AssertNear([0, 2, 5, 6], DeletionCurve.Drops(Additive(1, 2, 3), [1, 2, 0], 0));

    [Fact]
    public void The_area_is_the_mean_drop() => Assert.Equal((2 + 5 + 6) / 3.0, DeletionCurve.Area(Additive(1, 2, 3), [1, 2, 0], 0), 1e-12);

    [Fact]
    public void Masking_and_keeping_the_foremost_players_are_averaged_over_the_shares()
    {
        // Of ten players 1 %, 5 % and 10 % are one, 20 % two, 50 % five: 10, 10, 10, 19 and 40 of 55.
        var faithfulness = Faithfulness.Of(Additive(Worth), Worth, 0);

        Assert.Equal(89 / 5.0, faithfulness.Comprehensiveness, 1e-12);
        Assert.Equal(55 - 89 / 5.0, faithfulness.Sufficiency, 1e-12);
    }

    [Fact]
    public void No_order_is_better_than_the_true_one_and_none_worse_than_its_reverse()
    {
        var faithfulness = Faithfulness.Of(Additive(Worth), Worth, 0);
        var reversed = Faithfulness.Of(Additive(Worth), [.. Worth.Select(w => -w)], 0);

        Assert.Equal(38.5, faithfulness.Area, 1e-12);
        Assert.Equal(22, reversed.Area, 1e-12);
        Assert.Equal(30.25, faithfulness.RandomArea, 1e-12); // an order and its reverse lose 605 together, whatever the order
        Assert.Equal(faithfulness.RandomArea, reversed.RandomArea);
    }

    [Fact]
    public void Of_players_who_are_all_the_same_no_order_is_better()
    {
        var faithfulness = Faithfulness.Of(Games.Mixed(6), [3, 1, 2, 6, 5, 4], 0);

        Assert.Equal(faithfulness.RandomArea, faithfulness.Area, 1e-12);
    }

    [Fact]
    public void Equal_contributions_come_in_the_order_of_the_text() => Assert.Equal(
        DeletionCurve.Area(Games.Arbitrary(4), [2, 0, 1, 3], 0), Faithfulness.Of(Games.Arbitrary(4), [1, 1, 2, 1], 0).Area);

    [Fact]
    public void Nothing_is_lost_where_there_are_no_players() =>
        Assert.Equal(new Faithfulness(0, 0, 0, 0), Faithfulness.Of(Games.Mixed(0), [], 0));

    [Fact]
    public void A_single_player_is_everything() => Assert.Equal(new Faithfulness(7, 0, 7, 7), Faithfulness.Of(Additive(7), [3], 0));

    [Fact]
    public void Each_coalition_is_evaluated_once()
    {
        var asked = 0;
        var evaluations = Games.Mixed(3, count => asked += count);

        Faithfulness.Of(evaluations, [3, 2, 1], 0);

        Assert.Equal(evaluations.Count, asked);
        Assert.InRange(asked, 4, 8);
    }

    [Fact]
    public void Several_outputs_are_asked_for_together_and_come_to_the_same()
    {
        var calls = 0;
        var evaluations = Games.Mixed(5, _ => calls++);
        double[] first = [5, 1, 4, 2, 3], second = [1, 2, 3, 4, 5];

        var both = Faithfulness.OfAll(evaluations, [(first, 0), (second, 1)], 4);

        Assert.Equal(1, calls);
        Assert.Equal([Faithfulness.Of(Games.Mixed(5), first, 0, 4), Faithfulness.Of(Games.Mixed(5), second, 1, 4)], both);
    }

    [Fact]
    public void What_does_not_fit_the_players_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DeletionCurve.Drops(Games.Mixed(3), [0, 1, 1], 0));
        Assert.Throws<ArgumentException>(() => DeletionCurve.Drops(Games.Mixed(3), [0, 1], 0));
        Assert.Throws<ArgumentException>(() => Faithfulness.Of(Games.Mixed(3), [1, 2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeletionCurve.RandomArea(Games.Mixed(3), 0, 3));
    }

    private static MaskedEvaluations Additive(params double[] worth) => new(worth.Length, masks =>
        [.. masks.Select(mask => new[] { mask.Zip(worth, (kept, its) => kept ? its : 0).Sum() })]);
}
