using Emotune.Model.Comparison;
using Emotune.Model.Explanation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Comparison;

public sealed class FaithfulnessSummaryTests
{
    private static readonly BootstrapOptions Options = new(Resamples: 200);

    [Fact]
    public void Labels_and_seeds_of_a_comment_are_averaged_before_comments_are()
    {
        var summary = Of(
            [Comment(1, Label(true, 2), Label(true, 4)), Comment(2, Label(true, 9))],
            [Comment(1, Label(true, 6)), Comment(2, Label(false, 1))]);
        // Comment 1: 2, 4 and 6; comment 2: 9 and 1.
        Assert.Equal((2, 4.5), (summary.Groups[0].Comments, summary.Groups[0].Area.Value));
        Assert.Equal(3.5, summary.Groups[0].AreaAboveRandom.Value!.Value, 1e-12);
        Assert.InRange(summary.Groups[0].Area.Value!.Value, summary.Groups[0].Area.Interval!.Low, summary.Groups[0].Area.Interval!.High);
    }

    [Fact]
    public void Comments_with_a_wrong_decision_are_told_apart()
    {
        var summary = Of([Comment(1, Label(true, 2)), Comment(2, Label(false, 5)), Comment(3, Label(true, 1), Label(false, 1))]);
        Assert.Equal((1, 2), (summary.Right, summary.Wrong));
        Assert.Equal(
            [(DecidedComments.All, 3), (DecidedComments.Right, 1), (DecidedComments.Wrong, 2)],
            summary.Groups.Select(g => (g.Decided, g.Comments)));
        Assert.Equal(3, summary.Groups[2].Area.Value!.Value, 1e-12);
    }

    [Fact]
    public void What_was_not_measured_has_no_mean()
    {
        var summary = Of([Comment(1, Label(true, 2) with { Faithfulness = null, AdditivityError = 0.25 })]);
        Assert.Empty(summary.Groups);
        Assert.Equal(0.25, summary.LargestAdditivityError);
        Assert.Null(Of([]).LargestAdditivityError);
    }

    private static RunFaithfulness Of(params CommentAttribution[][] seeds) => FaithfulnessSummary.Of(
        new ExplainedRun("full", FineTuningMethod.Full, [.. seeds.Select((comments, i) => new ExplainedSeed(i, comments))]),
        Options);

    private static CommentAttribution Comment(int row, params LabelAttribution[] labels) =>
        new(row, "a", ["joy"], [new Player("a", 0, 1)], labels);

    private static LabelAttribution Label(bool predicted, double area) =>
        new("joy", 0.5, predicted, 0, 1, [1], 0) { Faithfulness = new Faithfulness(area, 0, area, 1) };
}
