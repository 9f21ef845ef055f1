using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Answers;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

public sealed class AnswerTests
{
    [Fact]
    public void The_runs_that_a_search_chose_are_those_that_are_judged()
    {
        var input = MadeUpStudy.Input();

        Assert.StartsWith(
            "**lora-lr2e-3** is not as good as full fine-tuning", Answer.Of(input).Lead.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("lora-lr2e-3 has a micro F1 of", Said(input));
        Assert.DoesNotContain("lora-lr1e-3 has a micro F1 of", Said(input));
    }

    [Theory]
    [InlineData(-0.04, -0.01, "LoRA is worse here", "is not as good as full fine-tuning")]
    [InlineData(0.01, 0.04, "LoRA is better here", "is better than full fine-tuning")]
    [InlineData(-0.02, 0.03, "No difference is shown: LoRA may be up to 0.020 worse or 0.030 better.",
        "cannot be distinguished from full fine-tuning")]
    public void The_paired_interval_decides_what_is_said(double low, double high, string sentence, string lead)
    {
        var input = MadeUpStudy.Input(3, low, high);

        Assert.Contains(sentence, Said(input));
        Assert.Contains(lead, Answer.Of(input).Lead.ToMarkdown());
    }

    [Fact]
    public void The_bound_of_the_loss_and_what_was_drawn_are_said()
    {
        var said = Said(MadeUpStudy.Input(3, -0.04, -0.02));

        Assert.Contains(
            "is −0.030 (95 % interval −0.040 to −0.020, resampled test comments and seeds; p = 0.061 with Holm’s "
            + "correction)", said);
        Assert.Contains("With 95 % confidence it is at most 0.038 worse (one-sided bound).", said);
    }

    [Fact]
    public void A_corrected_p_value_above_the_level_is_told_beside_the_one_that_decides() =>
        Assert.Contains(
            "LoRA is worse here, by more than chance explains. The correction is for reading all figures of the table at once. For micro "
            + "F1 alone, p = 0.012.", Said(MadeUpStudy.Input(3, -0.04, -0.02)));

    [Fact]
    public void The_largest_distance_is_that_of_bins_with_comments_enough()
    {
        var input = MadeUpStudy.Input();
        ReliabilityBin[] before = [new(0, 0.5, 10, 0.25, 0.35), new(0.5, 1, 9, 0.75, 0)];
        ReliabilityBin[] after = [new(0, 0.5, 10, 0.25, 0.3), new(0.5, 1, 9, 0.75, 0)];
        var labels = new[] { new LabelReliability("joy", before, after), new LabelReliability("fear", [new(0, 1, 9, 0.5, 0)], []) };

        Assert.Contains(
            "In bins of at least 10 comments, the largest distance of a label is 0.100 before and 0.050 after, on average over the labels.",
            Said(With(labels)));
        Assert.Contains("No label has a bin of 10 comments to look at.", Said(With(labels[1])));

        ReportInput With(params LabelReliability[] labels) =>
            input with { Runs = [.. input.Runs.Select(r => r with { Reliability = new([], [], labels) })] };
    }

    [Fact]
    public void The_same_words_are_held_against_shuffled_ones_and_against_seeds()
    {
        var said = Said(Two().Compared());

        Assert.Contains(
            "full and lora share 62 % of a comment’s 3 most important words (95 % interval 57 % to 67 %), over 50 comments. Shuffled "
            + "words would share 27 %.", said);
        Assert.Contains("more than chance explains", said);
        Assert.Contains("Two seeds of full share 71 % of a comment’s 3 most important words.", said);
        Assert.Contains("This is not known, because no two runs were explained", Said(Two()));
    }

    [Fact]
    public void The_report_before_the_explanations_says_how_they_are_added() =>
        Assert.Contains(
            "The explanations are not in this report yet. `-t:Report` adds them.", Said(Two() with { ExplanationsFollow = true }));

    [Fact]
    public void One_seed_is_said_to_be_one_seed()
    {
        Assert.Contains("Another seed could change either figure", Said(Two()));
        Assert.Contains("is not known yet, because each run has one seed", Answer.Of(Two()).Lead.ToMarkdown());
    }

    [Fact]
    public void Without_a_paired_difference_intervals_are_a_rough_guide()
    {
        Assert.Contains("There is no paired difference", Said(Two()));
    }

    [Fact]
    public void The_share_counts_each_parameter_once_and_names_the_other_count()
    {
        Assert.Contains(
            "trains 1.87 % of its parameters: 1,275,676 of 68,229,148 (1,254,144 in adapters, 21,532 in the head)", Said(Two()));
    }

    [Fact]
    public void Times_of_different_machines_are_not_compared()
    {
        var input = Two();
        var other = input.Runs[1] with
        {
            Costs = new Dictionary<string, StageCost>
            {
                ["train"] = MadeUp.Cost(
            1, 1, 1) with
                { Host = "host-2" }
            }
        };

        Assert.DoesNotContain("different machines", Said(input));
        Assert.Contains(
            "The training times come from different machines. The times cannot be compared. lora stores ",
            Said(input with { Runs = [input.Runs[0], other] }));
    }

    [Fact]
    public void Calibration_that_harms_is_said_to_harm()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        var report = run.Evaluation!;
        var input = MadeUp.Input(
            1, run with { Evaluation = report with { Calibrated = report.Uncalibrated, Uncalibrated = report.Calibrated } });

        Assert.Contains("Calibration made it worse", Said(input));
    }

    [Theory]
    [InlineData(-0.002, 0.001, "The change is within what chance explains.")]
    [InlineData(-0.002, -0.001, "Calibration helped")]
    public void A_change_counts_where_its_own_interval_leaves_zero_out(double low, double high, string said)
    {
        var change = new Estimate((low + high) / 2, new Interval(low, high, 0.95));
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        var report = run.Evaluation! with
        {
            CalibrationChange = new(
            change, change, change, change, change, change, change, change, change)
        };
        var input = MadeUp.Input(1, run with { Evaluation = report }, run with { Seed = 2, Evaluation = report });

        Assert.Contains(said, Said(input));
    }

    [Fact]
    public void The_error_without_chance_decides_whether_calibration_helped()
    {
        var (fell, rose) = (new Estimate(-0.002, new Interval(-0.003, -0.001, 0.95)),
            new Estimate(0.001, new Interval(-0.001, 0.003, 0.95)));
        CalibrationAverages change = new(fell, fell, fell, rose, fell, fell, fell, fell, fell);
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1);
        Assert.Contains(
            "The change is within what chance explains.",
            Said(MadeUp.Input(1, run with { Evaluation = run.Evaluation! with { CalibrationChange = change } })));
        change = change with { DebiasedSquaredError = rose with { Interval = new Interval(0.0005, 0.0015, 0.95) } };
        Assert.Contains(
            "Calibration made it worse",
            Said(MadeUp.Input(1, run with { Evaluation = run.Evaluation! with { CalibrationChange = change } })));
    }

    [Fact]
    public void Labels_whose_log_loss_changed_significantly_are_counted()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 4);
        RunResult With(int seed, params (double Change, double P)[] labels) => run with
        {
            Seed = seed,
            Evaluation = run.Evaluation! with
            {
                Labels = [
                    .. run.Evaluation!.Labels.Zip(
                        labels, (l, c) =>
                            l with { NllChange = new Estimate(c.Change, new Interval(c.Change, c.Change, 0.95)),
                                NllAdjustedPValue = c.P })],
            },
        };
        var one = With(1, (-0.01, 0.01), (-0.01, 0.06), (-0.02, 0.001), (0.01, 0.2));
        Assert.Contains(
            "lora has a significantly lower log loss after calibration on 2 of 4 labels and a higher one on none (paired over test "
            + "comments, with Holm’s correction at 5 %).", Said(MadeUp.Input(4, one)));
        var two = With(2, (-0.01, 0.01), (0.01, 0.01), (-0.02, 1), (0.01, 0.2));
        Assert.Contains(
            "on 1 to 2 of 4 labels and a higher one on none to 1 (paired over test comments, with Holm’s correction at 5 %; each of 2 "
                + "seeds was tested by itself)",
            Said(MadeUp.Input(4, one, two)));
        Assert.DoesNotContain("significantly", Said(MadeUp.Input(4, run)));
    }

    [Fact]
    public void Deviation_is_the_samples_and_leaves_out_what_is_undefined()
    {
        var over = SeedStatistics.Of([1, 3, null]);

        Assert.Equal(2, over.Mean);
        Assert.Equal(Math.Sqrt(2), over.Deviation);
        Assert.Equal((2, 3), (over.Defined, over.Seeds));
        Assert.Null(SeedStatistics.Of([1]).Deviation);
        Assert.Null(SeedStatistics.Of([null]).Mean);
    }

    private static string Said(ReportInput input) =>
        string.Join(' ', Answer.Of(input).Parts.SelectMany(p => p.Sentences).Select(s => s.ToMarkdown()))
            .Replace("**", "", StringComparison.Ordinal);

    private static ReportInput Two() =>
        MadeUp.Input(3, MadeUp.Run("full", FineTuningMethod.Full, 3), MadeUp.Run("lora", FineTuningMethod.Lora, 3));
}
