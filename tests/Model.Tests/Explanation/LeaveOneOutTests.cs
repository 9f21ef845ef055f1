using Emotune.Model.Explanation;

namespace Emotune.Model.Tests.Explanation;

public sealed class LeaveOneOutTests
{
    [Fact]
    public void A_player_has_what_is_lost_without_it()
    {
        var attribution = LeaveOneOut.Explain(Games.Mixed(3));

        Games.AssertNear([5, 5, 5], Games.Column(attribution, 0));
        Games.AssertNear([11, 12, 3], Games.Column(attribution, 1));
        // What players do together is counted more than once: of 9, and of the bonus of 10.
        Assert.Equal(6, attribution.AdditivityError(0), 1e-12);
        Assert.Equal(10, attribution.AdditivityError(1), 1e-12);
    }

    [Fact]
    public void Each_distinct_mask_is_asked_for_once()
    {
        var asked = 0;
        var evaluations = Games.Mixed(3, count => asked += count);

        LeaveOneOut.Explain(evaluations);
        ShapleyValues.Explain(evaluations, 100);
        evaluations.Evaluate([[true, true, true], [true, true, true], [false, true, false]]);

        Assert.Equal((8, 8), (asked, evaluations.Count));
    }
}
