using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <summary>
/// The difference of micro F1 from one run over a part of the test comments or of the labels: what a claim is worth without what it should
/// not rest on. The first run is resampled once for all runs that it is held against.
/// </summary>
internal sealed class ContrastReduction
{
    /// <summary>A label of fewer test positives than this says little of a run.</summary>
    public const int FewPositives = 10;

    private readonly ComparedRun _first;
    private readonly ComparisonOptions _options;
    private readonly int[] _rows;
    private readonly int[] _labels;

    // Made at the first use, when the runs are known to have the same comments.
    private readonly Lazy<MicroF1[]> _ofFirst;

    private ContrastReduction(ComparedRun first, int[] rows, int[] labels, ComparisonOptions options)
    {
        (_first, _rows, _labels, _options) = (first, rows, labels, options);
        _ofFirst = new(() => MicroF1.Of(first, rows, labels, options));
    }

    /// <param name="rows">Test comments, counted from zero.</param>
    /// <returns>Null where no comment is left out, or all are.</returns>
    public static ContrastReduction? WithoutRows(ComparedRun first, IReadOnlySet<int> rows, ComparisonOptions options)
    {
        var test = first.Seeds[0].Test;
        int[] kept = [.. Enumerable.Range(0, test.Rows).Where(row => !rows.Contains(row))];
        return kept.Length == 0 || kept.Length == test.Rows
            ? null
            : new ContrastReduction(first, kept, [.. Enumerable.Range(0, test.LabelCount)], options);
    }

    /// <returns>Null where no label has so few positives, or all have.</returns>
    public static ContrastReduction? WithoutRareLabels(ComparedRun first, ComparisonOptions options)
    {
        var test = first.Seeds[0].Test;
        int[] kept = [.. Enumerable.Range(0, test.LabelCount).Where(label => test.LabelsOf(label).Count(l => l != 0) >= FewPositives)];
        return kept.Length == 0 || kept.Length == test.LabelCount
            ? null
            : new ContrastReduction(first, [.. Enumerable.Range(0, test.Rows)], kept, options);
    }

    public ReducedContrast Against(ComparedRun second)
    {
        var (ofFirst, ofSecond) = (_ofFirst.Value, MicroF1.Of(second, _rows, _labels, _options));
        var differences = new SeededDifferences(_first, second, _options.Bootstrap).Of(
            (seed, resample) => ofFirst[seed].Resampled[resample], (seed, resample) => ofSecond[seed].Resampled[resample]);
        var difference = PairedDifference.Of(
            FigureNames.MicroF1, ofFirst.Average(s => s.Value), ofSecond.Average(s => s.Value), differences,
            _options.Bootstrap.Confidence);
        return new ReducedContrast(LeftOut, new ContrastFigure(
            difference.Name, true, difference.First, difference.Second, difference.Difference, difference.Interval, null,
            difference.PValue, null));
    }

    // One of the two is whole.
    private int LeftOut => _first.Seeds[0].Test.Rows - _rows.Length + _first.Seeds[0].Test.LabelCount - _labels.Length;

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
