using Emotune.Metrics;
using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Tests.Metrics;
using Emotune.Model.Training;
using static Emotune.Model.Tests.Comparison.MadeUpRuns;

namespace Emotune.Model.Tests.Comparison;

public sealed class ContrastReductionTests
{
    private static readonly ComparedRun Good = Run("good", FineTuningMethod.Full, 0.1, 1, 2, 3);
    private static readonly ComparedRun Bad = Run("bad", FineTuningMethod.Lora, 1.5, 1, 2, 3);

    [Fact]
    public void Without_some_comments_it_is_the_contrast_on_the_others()
    {
        int[] kept = [.. Enumerable.Range(0, Rows).Where(row => row % 4 != 0)];
        var reduced = ContrastReduction.WithoutRows(Good, Enumerable.Range(0, Rows).Except(kept).ToHashSet(), Options)!.Against(Bad);
        var expected = Comparer.Compare([On(Good, kept), On(Bad, kept)], Options).Contrasts.Single().Figures[0];
        Assert.Equal(Rows - kept.Length, reduced.LeftOut);
        Assert.Equal(
            (FigureNames.MicroF1, expected.First, expected.Second, expected.Interval, expected.PValue),
            (expected.Name, reduced.MicroF1.First, reduced.MicroF1.Second, reduced.MicroF1.Interval, reduced.MicroF1.PValue));
    }

    [Fact]
    public void A_label_of_nine_positives_is_left_out_and_one_of_ten_is_not()
    {
        var reduced = ContrastReduction.WithoutRareLabels(WithPositives(Good, 9), Options)!.Against(WithPositives(Bad, 9));
        Assert.Equal(1, reduced.LeftOut);
        Assert.InRange(reduced.MicroF1.Difference!.Value, reduced.MicroF1.Interval!.Low, reduced.MicroF1.Interval.High);
        Assert.Null(ContrastReduction.WithoutRareLabels(WithPositives(Good, 10), Options));
    }

    [Fact]
    public void Without_anything_to_leave_out_there_is_nothing_to_say()
    {
        Assert.Null(ContrastReduction.WithoutRows(Good, new HashSet<int>(), Options));
        Assert.Null(ContrastReduction.WithoutRows(Good, Enumerable.Range(0, Rows).ToHashSet(), Options));
        Assert.Null(ContrastReduction.WithoutRareLabels(Good, Options));
    }

    [Fact]
    public void Comments_that_are_in_train_are_left_out_of_every_contrast()
    {
        var contrast = Comparer.Compare([Good, Bad], Options, new HashSet<int> { 3, 5 }).Contrasts.Single();
        Assert.Equal(2, contrast.WithoutShared!.LeftOut);
        Assert.Null(Comparer.Compare([Good, Bad], Options).Contrasts.Single().WithoutShared);
    }

    [Fact]
    public void One_reduction_serves_all_runs_that_the_first_is_held_against()
    {
        var other = Run("other", FineTuningMethod.Lora, 0.8, 1, 2, 3);
        var left = new HashSet<int> { 3, 5 };
        var contrasts = Comparer.Compare([Good, Bad, other], Options, left).Contrasts;
        Assert.Equal(
            [.. new[] { Bad, other }.Select(run => ContrastReduction.WithoutRows(Good, left, Options)!.Against(run))],
            contrasts.Select(c => c.WithoutShared!));
    }

    private static ComparedRun On(ComparedRun run, int[] rows) =>
        Changed(run, test => SyntheticPredictions.Take(test, rows));

    /// <summary>The last label has so many positives.</summary>
    private static ComparedRun WithPositives(ComparedRun run, int positives) => Changed(run, test =>
    {
        var labels = test.Labels.ToArray();
        for (var row = 0; row < test.Rows; row++)
            labels[row * test.LabelCount + test.LabelCount - 1] = row < positives ? (byte)1 : (byte)0;
        return test with { Labels = labels };
    });

    private static ComparedRun Changed(ComparedRun run, Func<Predictions, Predictions> change) =>
        run with { Seeds = [.. run.Seeds.Select(s => Seed(s.Seed, change(s.Test)))] };
}
