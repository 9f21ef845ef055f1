using Emotune.Model.Evaluation;
using Emotune.Model.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <summary>
/// The difference of micro F1 between two runs over a part of the test comments or of the labels: what a claim is worth without what it
/// should not rest on.
/// </summary>
internal sealed class ContrastReduction(ComparedRun first, ComparedRun second, ComparisonOptions options)
{
    /// <summary>A label of fewer test positives than this says little of a run.</summary>
    public const int FewPositives = 10;

    private readonly SeededDifferences _differences = new(first, second, options.Bootstrap);

    /// <param name="rows">Test comments, counted from zero.</param>
    /// <returns>Null where no comment is left out, or all are.</returns>
    public ReducedContrast? WithoutRows(IReadOnlySet<int> rows)
    {
        int[] kept = [.. Enumerable.Range(0, Test.Rows).Where(row => !rows.Contains(row))];
        return kept.Length == 0 || kept.Length == Test.Rows
            ? null
            : new ReducedContrast(Test.Rows - kept.Length, Over(kept, [.. Enumerable.Range(0, Test.LabelCount)]));
    }

    /// <returns>Null where no label has so few positives, or all have.</returns>
    public ReducedContrast? WithoutRareLabels()
    {
        int[] kept = [.. Enumerable.Range(0, Test.LabelCount).Where(label => Test.LabelsOf(label).Count(l => l != 0) >= FewPositives)];
        return kept.Length == 0 || kept.Length == Test.LabelCount
            ? null
            : new ReducedContrast(Test.LabelCount - kept.Length, Over([.. Enumerable.Range(0, Test.Rows)], kept));
    }

    private Predictions Test => first.Seeds[0].Test;

    private ContrastFigure Over(int[] rows, int[] labels)
    {
        var (ofFirst, ofSecond) = (MicroF1.Of(first, rows, labels, options), MicroF1.Of(second, rows, labels, options));
        var differences = _differences.Of(
            (seed, resample) => ofFirst[seed].Resampled[resample], (seed, resample) => ofSecond[seed].Resampled[resample]);
        var difference = PairedDifference.Of(
            FigureNames.MicroF1, ofFirst.Average(s => s.Value), ofSecond.Average(s => s.Value), differences, options.Bootstrap.Confidence);
        return new ContrastFigure(
            difference.Name, true, difference.First, difference.Second, difference.Difference, difference.Interval, null,
            difference.PValue, null);
    }

    /// <summary>One seed's figure, and what it comes to on each resample.</summary>
    private sealed record MicroF1(double Value, double[] Resampled)
    {
        public static MicroF1[] Of(ComparedRun run, int[] rows, int[] labels, ComparisonOptions options) => [.. run.Seeds.Select(seed =>
        {
            var scored = ScoredRun.Of(run.Name, seed.Test, seed.Calibration, seed.Thresholds, options.Bins);
            var decisions = scored.Decisions.Only(rows, labels);
            var resampled = Bootstrap.Run(rows.Length, [new F1Resampling(decisions)], options.Bootstrap)[0][F1Resampling.Micro];
            return new MicroF1(ClassificationMetrics.Of(decisions).Micro.F1, resampled);
        })];
    }
}
