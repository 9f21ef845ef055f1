using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Answers;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class RecommendationTests
{
    [Theory]
    [InlineData(-0.04, -0.01, "Deploy full-lr2e-4, because its micro F1 is higher. Its micro F1 is 0.")]
    [InlineData(0.01, 0.04, "Deploy lora-lr2e-3, because its micro F1 is higher and it takes less space. Its micro F1 is 0.")]
    [InlineData(-0.01, 0.02, "Deploy lora-lr2e-3, because it takes less space and its micro F1 is at most 0.007 lower (one-sided 95 % "
        + "bound), which is less than the margin of 0.01. Its micro F1 is 0.")]
    [InlineData(-0.3, 0.05, "The runs do not decide which of them to deploy. The micro F1 of lora-lr2e-3 may be up to 0.265 lower "
        + "(one-sided 95 % bound), which is not less than the margin of 0.01. lora-lr2e-3 would be cheaper, because it takes less space.")]
    public void The_verdict_decides_which_run_is_recommended(double low, double high, string said) =>
        Assert.StartsWith(said, Said(MadeUpStudy.Input(3, low, high))[0], StringComparison.Ordinal);

    [Fact]
    public void Without_a_paired_difference_the_runs_do_not_decide() =>
        Assert.StartsWith(
            "The runs do not decide which of them to deploy. There is no interval of the difference by which to judge. lora-lr2e-3 would "
            + "be cheaper", Said(MadeUpStudy.Input() with { Contrasts = [] })[0], StringComparison.Ordinal);

    [Fact]
    public void The_reasons_are_time_space_and_parameters() =>
        Assert.EndsWith(
            " (3 seeds). A thousand comments took 2.44 s. It takes 5.10 MB on disk beside the backbone. It trained 1,275,676 parameters.",
            Said(MadeUpStudy.Input(3, 0.01, 0.04))[0], StringComparison.Ordinal);

    [Fact]
    public void While_the_verdict_is_withheld_no_run_is_recommended()
    {
        var input = MadeUpStudy.Input();
        var said = Said(input with { Runs = [.. input.Runs.Where(r => r.Seed == 1)] });
        Assert.StartsWith("No run can be recommended yet. So far, the figures speak for full-lr2e-4", said[0], StringComparison.Ordinal);
    }

    [Fact]
    public void The_labels_of_lowest_recall_come_with_a_comment_that_was_missed()
    {
        var input = MadeUpStudy.Input(4, 0.01, 0.04);
        double[] recalls = [0.4, 0.3, 0.1, 0.2];
        int[] positives = [50, 40, 9, 30];
        var said = Said(input with
        {
            Runs = [.. input.Runs.Select(r => r with
            {
                Evaluation = r.Evaluation! with
                {
                    Labels = [.. r.Evaluation.Labels.Select((l, i) => l with
                    {
                        Positives = positives[i],
                        AtThreshold = l.AtThreshold with { Recall = recalls[i] },
                    })],
                },
            })],
        })[1];
        Assert.StartsWith(
            "It finds least of annoyance (recall 0.20, 30 positives), amusement (recall 0.30, 40 positives), admiration (recall 0.40, 50 "
            + "positives). For example, it missed annoyance in “Comment 3, which &lt;b&gt;nobody&lt;/b&gt; wrote” (probability 0.01).",
            said, StringComparison.Ordinal);
    }

    [Fact]
    public void Probabilities_are_trusted_where_they_agree_with_the_fractions_of_positives()
    {
        var input = MadeUpStudy.Input(3, 0.01, 0.04);
        ReliabilityBin[] bins =
        [
            new(0, 0.2, 900, 0.1, 0.12), new(0.2, 0.4, 4000, 0.3, 0.33), new(0.4, 0.6, 300, 0.5, 0.35), new(0.6, 0.8, 12, 0.7, 0.6),
            new(0.8, 1, 9, 0.9, 0.9),
        ];
        var said = Said(input with { Runs = [.. input.Runs.Select(r => r with { Reliability = new([], bins, []) })] })[2];
        Assert.Equal(
            "Its probabilities can be trusted to within 0.05 from 0.00 to 0.40. They are too high from 0.40 to 0.60. Elsewhere there are "
            + "too few decisions to tell. This is over all labels together.", said);
    }

    [Theory]
    [InlineData(10, 0.05, 0)]
    [InlineData(10, 0.5, 0.5)]
    [InlineData(400, 0.3, 0.33)]
    public void A_fraction_that_chance_could_have_moved_out_of_the_range_is_not_trusted(int decisions, double mean, double fraction)
    {
        var input = MadeUpStudy.Input(3, 0.01, 0.04);
        ReliabilityBin[] bins = [new(0, 1, decisions, mean, fraction)];
        Assert.Equal(
            "There are too few decisions to tell where its probabilities can be trusted to within 0.05.",
            Said(input with { Runs = [.. input.Runs.Select(r => r with { Reliability = new([], bins, []) })] })[2]);
    }

    private static string[] Said(ReportInput input) =>
        [.. Answer.Of(input).Parts.Single(p => p.Question == "Which run should be deployed?").Sentences
            .Select(s => s.ToMarkdown().Replace("**", "", StringComparison.Ordinal))];
}
