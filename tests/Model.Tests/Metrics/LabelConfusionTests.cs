using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

public sealed class LabelConfusionTests
{
    [Fact]
    public void A_label_predicted_beside_another_counts_as_wrong_only_where_the_comment_does_not_carry_it()
    {
        // Four comments of three labels: truth, then what is said.
        byte[] truth = [1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0];
        byte[] said = [1, 1, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0];

        var confusion = LabelConfusion.Of(new Decisions(said, truth, 3), ["a", "b", "c"]);

        Assert.Equal([2, 2, 0], confusion.Positives);
        Assert.Equal([[2, 2, 1], [1, 1, 2], [0, 0, 0]], confusion.Predicted.Select(r => r.ToArray()));
        Assert.Equal([[0, 1, 1], [0, 0, 2], [0, 0, 0]], confusion.Wrongly.Select(r => r.ToArray()));
    }
}
