using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;
using Emotune.Model.Tests.Metrics;
using Emotune.Model.Training;
using static Emotune.Model.Tests.Comparison.MadeUpRuns;

namespace Emotune.Model.Tests.Comparison;

public sealed class ComparerTests
{
    private static readonly ComparedRun Good = Run("good", FineTuningMethod.Full, 0.1, 1, 2, 3);
    private static readonly ComparedRun Bad = Run("bad", FineTuningMethod.Lora, 1.5, 1, 2, 3);

    [Fact]
    public void A_run_does_not_differ_from_itself()
    {
        var contrast = Comparer.Compare([Good, Good with { Name = "again", Method = FineTuningMethod.Lora }], Options).Contrasts.Single();
        Assert.Equal(("good", "again", true), (contrast.First, contrast.Second, contrast.SeedsResampled));
        Assert.All(contrast.Figures.Concat(contrast.LabelAveragePrecision).Concat(contrast.LabelF1), f =>
            Assert.Equal(
                (0, 0, 0, 0, 1, 1),
                (f.Difference!.Value, f.Interval!.Low, f.Interval.High, Math.Abs(f.LossBound!.Value), f.PValue!.Value,
                    f.AdjustedPValue!.Value)));
    }

    [Fact]
    public void A_noisy_run_loses_in_every_figure_beyond_chance()
    {
        var contrast = Comparer.Compare([Good, Bad], Options).Contrasts.Single();
        Assert.Equal(ComparedFigures.All.Select(f => f.Name), contrast.Figures.Select(f => f.Name));
        // How honest probabilities are need not go with how good they are.
        Assert.All(
            contrast.Figures.Where(f => f.Name is not (FigureNames.ExpectedCalibrationError or FigureNames.DebiasedSquaredError)),
            f =>
        {
            var loss = f.HigherIsBetter ? -f.Difference!.Value : f.Difference!.Value;
            Assert.True(loss > 0 && f.AdjustedPValue < 0.05, f.Name);
            Assert.InRange(f.LossBound!.Value, loss, f.HigherIsBetter ? -f.Interval!.Low : f.Interval!.High);
            Assert.Equal(f.Second - f.First, f.Difference);
        });
        Assert.Equal(Labels, contrast.LabelF1.Select(f => f.Name));
        Assert.All(contrast.LabelAveragePrecision, f => Assert.True(f.Difference < 0 && f.AdjustedPValue < 0.05));
    }

    [Fact]
    public void One_seed_each_is_the_paired_bootstrap_of_two_runs()
    {
        var (one, other) = (Good with { Seeds = [Good.Seeds[0]] }, Bad with { Seeds = [Bad.Seeds[0]] });
        var contrast = Comparer.Compare([one, other], Options).Contrasts.Single();
        var paired = PairedBootstrap.Compare(Paired(one), Paired(other), Labels, Options.Bootstrap);
        Assert.False(contrast.SeedsResampled);
        foreach (var expected in paired.Headlines)
        {
            var figure = contrast.Figures.Single(f => f.Name == expected.Name);
            Assert.Equal(
                (expected.First, expected.Second, expected.Interval, expected.PValue),
                (figure.First, figure.Second, figure.Interval, figure.PValue));
        }
        Assert.Equal(
            paired.LabelAveragePrecision.Select(f => f.AdjustedPValue), contrast.LabelAveragePrecision.Select(f => f.AdjustedPValue));
    }

    [Fact]
    public void The_squared_calibration_errors_difference_is_that_of_two_runs_where_there_is_one_seed_each()
    {
        var (one, other) = (Good with { Seeds = [Good.Seeds[0]] }, Bad with { Seeds = [Bad.Seeds[0]] });
        var figure = Figure(one, other);
        SquaredErrorTerms Terms(ComparedRun run)
        {
            var columns = CalibratedColumns.Of(run.Seeds[0].Test, run.Seeds[0].Calibration.Labels.Select(l => l.Map));
            var statistic = new SquaredErrorResampling(columns, Options.Bins);
            return new SquaredErrors(statistic, Bootstrap.Run(columns.Rows, [statistic], Options.Bootstrap)[0], 0.95).Observed();
        }
        Assert.Equal(
            other.Seeds[0].Evaluation.Calibrated.DebiasedSquaredError!.Value - one.Seeds[0]
                .Evaluation.Calibrated.DebiasedSquaredError!.Value, figure.Difference);
        var interval = SquaredErrorDifference.Interval(figure.Difference!.Value, Terms(one), Terms(other), 0.95)!;
        Assert.Equal(interval.Low, figure.Interval!.Low, 1e-12);
        Assert.Equal(interval.High, figure.Interval.High, 1e-12);
        // With several seeds drawn anew it also varies with them.
        var several = Figure(Good, Bad with { Seeds = [Bad.Seeds[0], Seed(2, 0), Seed(3, 3)] });
        Assert.InRange(several.Difference!.Value, several.Interval!.Low, several.Interval.High);
        Assert.True(several.Interval.High - several.Interval.Low > interval.High - interval.Low);
        static ContrastFigure Figure(ComparedRun first, ComparedRun second) =>
            Comparer.Compare([first, second], Options).Contrasts.Single()
                .Figures.Single(f => f.Name == FigureNames.DebiasedSquaredError);
    }

    [Fact]
    public void Drawing_seeds_widens_the_interval_of_runs_whose_seeds_differ()
    {
        var uneven = Bad with { Seeds = [Seed(1, 0), Seed(2, 0.5), Seed(3, 3)] };
        double Width(ComparedRun first, ComparedRun second)
        {
            var interval = Comparer.Compare([first, second], Options).Contrasts.Single().Figures[0].Interval!;
            return interval.High - interval.Low;
        }
        var otherSeeds = uneven with { Seeds = [.. uneven.Seeds.Select(s => s with { Seed = s.Seed + 10 })] };
        Assert.True(Width(Good, uneven) > 1.5 * Width(Good, otherSeeds));
    }

    [Fact]
    public void Seeds_are_replicates()
    {
        var micro = Comparer.Compare([Good], Options).Runs.Single().Figures[0];
        double[] seeds = [.. Good.Seeds.Select(s => s.Evaluation.Decisions.Single(d => d.Name == DecisionNames.Validation).Micro.F1)];
        Assert.Equal(seeds.Cast<double?>(), micro.BySeed);
        Assert.Equal(seeds.Average(), micro.Mean!.Value, 1e-15);
        Assert.Equal(new ReplicatedFigure("x", 2, Math.Sqrt(2), [1, 3]), Replicates.Of("x", [1, 3]) with { BySeed = [1, 3] }, Same);
        Assert.Null(Replicates.Of("x", [1]).Deviation);
        Assert.Null(Replicates.Of("x", [1, null]).Mean);
    }

    [Fact]
    public void The_same_options_give_the_same_bits_on_any_number_of_threads() =>
        Assert.Equal(
            Artifacts.Text(Comparer.Compare([Good, Bad], Options with { Bootstrap = Options.Bootstrap with { Threads = 1 } })),
            Artifacts.Text(Comparer.Compare([Good, Bad], Options with { Bootstrap = Options.Bootstrap with { Threads = 3 } })));

    [Fact]
    public void Other_test_comments_are_EXP5009()
    {
        var other = Bad with { Seeds = [Seed(1, SyntheticPredictions.Of(seed: 8, rows: 200))] };
        Assert.Equal("EXP5009", Assert.Throws<DiagnosticException>(() => Comparer.Compare([Good, other], Options)).Diagnostics[0].Code);
    }

    private static bool Same(ReplicatedFigure a, ReplicatedFigure b) => (a.Name, a.Mean, a.Deviation) == (b.Name, b.Mean, b.Deviation);

    private static PairedRun Paired(ComparedRun run) => new(run.Name, run.Seeds[0].Test, run.Seeds[0].Calibration, run.Seeds[0].Thresholds);

    private static class Artifacts
    {
        public static string Text(ComparisonReport report) => Files.Json.Text(report);
    }
}
