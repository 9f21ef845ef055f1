using Emotune.Calibration;
using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Tests.Metrics;

namespace Emotune.Model.Tests.Calibration;

public sealed class CrossFitTests
{
    private static readonly Predictions Sample = SyntheticPredictions.Of(seed: 21, rows: 83);
    private static readonly CrossFit Five = new(5, Seed: 7);

    [Fact]
    public void Folds_have_like_sizes_and_like_shares_of_the_rarest_label()
    {
        var folds = Five.FoldsOf(Sample.Labels, 4);
        Assert.Equal([17, 17, 17, 16, 16], Enumerable.Range(0, 5).Select(f => folds.Count(x => x == f)));
        var rarest = Enumerable.Range(0, 4).MinBy(j => Sample.LabelsOf(j).Sum(y => y));
        var ofRarest = Sample.LabelsOf(rarest);
        int[] positives = [.. Enumerable.Range(0, 5).Select(f => folds.Where((x, row) => x == f && ofRarest[row] == 1).Count())];
        Assert.True(positives.Max() - positives.Min() <= 1, string.Join(", ", positives));
    }

    [Fact]
    public void Folds_depend_on_the_seed_alone()
    {
        Assert.Equal(Five.FoldsOf(Sample.Labels, 4), Five.FoldsOf(Sample.Labels, 4));
        Assert.NotEqual(Five.FoldsOf(Sample.Labels, 4), (Five with { Seed = 8 }).FoldsOf(Sample.Labels, 4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Fewer_than_two_folds_or_more_than_rows_are_EXP5010(int folds)
    {
        var thrown = Assert.Throws<DiagnosticException>(() => new CrossFit(folds, 1).FoldsOf([1, 0, 1], 1));
        Assert.Equal("EXP5010", thrown.Diagnostics[0].Code);
    }

    [Fact]
    public void Thresholds_are_the_mean_log_odds_over_folds_and_the_held_out_F1_is_that_of_the_other_folds()
    {
        var probabilities = Logistic.Sigmoid(Sample.Logits);
        var options = new ThresholdOptions(ThresholdStrategy.PerLabelF1) { CrossFit = Five };
        var chosen = DecisionThresholds.Choose(Sample, probabilities, options);
        var folds = Five.FoldsOf(Sample.Labels, 4);
        var decided = new byte[Sample.Labels.Length];
        var logits = new double[4];
        for (var fold = 0; fold < 5; fold++)
        {
            var others = SyntheticPredictions.Take(Sample, [.. Enumerable.Range(0, Sample.Rows).Where(row => folds[row] != fold)]);
            var best = DecisionThresholds.BestPerLabel(Logistic.Sigmoid(others.Logits), others.Labels, 4);
            for (var i = 0; i < decided.Length; i++)
            {
                if (folds[i / 4] == fold)
                    decided[i] = probabilities[i] >= best[i % 4].Value ? (byte)1 : (byte)0;
            }

            for (var j = 0; j < 4; j++)
                logits[j] += Logistic.Logit(best[j].Value) / 5;
        }
        Assert.All(logits.Zip(chosen.Labels), pair => Assert.Equal(Logistic.Sigmoid(pair.First), pair.Second, 1e-12));
        var metrics = ClassificationMetrics.Of(new Decisions(decided, Sample.Labels, 4));
        Assert.Equal(new HeldOutF1(metrics.Micro.F1, metrics.Macro.F1), chosen.HeldOut);
    }

    [Fact]
    public void A_cross_fitted_calibration_gives_each_fold_what_the_others_say()
    {
        var options = new CalibrationOptions(CalibrationMethod.Isotonic, CalibrationScope.PerLabel) { CrossFit = Five };
        var whole = Calibrator.Fit(Sample, options);
        var probabilities = Calibrator.ForThresholds(Sample, whole, options);
        var folds = Five.FoldsOf(Sample.Labels, 4);
        var others = SyntheticPredictions.Take(Sample, [.. Enumerable.Range(0, Sample.Rows).Where(row => folds[row] != 2)]);
        var withoutTwo = Calibrator.Fit(others, options).Calibrate(Sample.Logits, 4);
        Assert.All(
            Enumerable.Range(0, probabilities.Length).Where(i => folds[i / 4] == 2), i => Assert.Equal(withoutTwo[i], probabilities[i]));
        Assert.Equal(whole.Calibrate(Sample.Logits, 4), Calibrator.ForThresholds(Sample, whole, options with { CrossFit = null }));
    }
}
