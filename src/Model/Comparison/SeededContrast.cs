using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Comparison;

/// <summary>
/// Paired bootstrap (Efron and Tibshirani, 1993, chapter 16) of runs with several seeds: each resample draws the same test comments for
/// both runs and, where both have the same several seeds, the same seeds, with replacement.
/// </summary>
internal sealed class SeededContrast(
    ComparedRun first, ComparedRun second, ResampledFigures firstFigures, ResampledFigures secondFigures, ComparisonOptions options)
{
    private readonly IReadOnlyList<string> _labels = [.. first.Seeds[0].Evaluation.Labels.Select(l => l.Name)];
    private readonly SeededDifferences _differences = new(first, second, options.Bootstrap);

    /// <exception cref="DiagnosticException">EXP5009: the runs have other test comments or truth.</exception>
    public RunContrast Compute()
    {
        foreach (var seed in first.Seeds.Concat(second.Seeds))
            CheckSameRows(first.Seeds[0].Test, seed.Test);
        var figures = ComparedFigures.All.Count;
        return new RunContrast(
            first.Name, second.Name, [.. first.Seeds.Select(s => s.Seed)], [.. second.Seeds.Select(s => s.Seed)],
            _differences.DrawSeeds, options.Bootstrap.Resamples, options.Bootstrap.Confidence,
            Family([.. ComparedFigures.All.Select((f, i) => Figure(i, f))]),
            Family([.. _labels.Select((label, j) => Figure(figures + j, new(label, true, e => e.Labels[j].AveragePrecision.Value)))]),
            Family([
                .. _labels.Select((label, j) => Figure(figures + _labels.Count + j, new(label, true, e => e.Labels[j].AtThreshold.F1)))]));
    }

    private static void CheckSameRows(Predictions one, Predictions other)
    {
        if (one.LabelCount != other.LabelCount || !one.Labels.AsSpan().SequenceEqual(other.Labels))
            throw new DiagnosticException(Problems.PairedRunsDiffer.Given(one.Rows, other.Rows));
    }

    private (ComparedFigure Figure, PairedDifference Difference, double? LossBound) Figure(int at, ComparedFigure figure)
    {
        var (one, other) = (Mean(first, figure), Mean(second, figure));
        var differences = figure.Resampling is { At: null }
            ? SquaredErrorDifferences(figure)
            : Differences((runs, seed, resample) => runs[seed, at, resample]);
        if (figure.Resampling is { RisesWithChance: true } && other - one is { } observed)
            Recentre(differences, observed);
        var difference = PairedDifference.Of(figure.Name, one, other, differences, options.Bootstrap.Confidence);
        return (figure, difference, difference.Interval is null ? null : LossBound(differences, figure.HigherIsBetter));
    }

    private static double? Mean(ComparedRun run, ComparedFigure figure) =>
        Replicates.Of(figure.Name, [.. run.Seeds.Select(s => figure.Of(s.Evaluation))]).Mean;

    /// <summary>
    /// Each seed's own figure and its deviation, as <see cref="SquaredErrorDifference"/> has it for two runs of one seed.
    /// </summary>
    private double[] SquaredErrorDifferences(ComparedFigure figure)
    {
        static SquaredErrorTerms Mean(ResampledFigures figures) =>
            SquaredErrorTerms.Combine(figures.SquaredErrors, [.. figures.SquaredErrors.Select(_ => 1.0 / figures.Seeds)]);
        double[] Observed(ComparedRun run) => [.. run.Seeds.Select(s => figure.Of(s.Evaluation) ?? double.NaN)];
        var scale = Mean(secondFigures).Minus(Mean(firstFigures)).Shrinkage();
        var (ofFirst, ofSecond) = (Observed(first), Observed(second));
        return Differences(
            (figures, seed, resample) =>
                (figures == firstFigures ? ofFirst : ofSecond)[seed] + figures.SquaredErrors[seed].At(scale, resample));
    }

    /// <param name="read">A run's figure, for the seed of a position, on a resample.</param>
    private double[] Differences(Func<ResampledFigures, int, int, double> read) => _differences.Of(
        (seed, resample) => read(firstFigures, seed, resample), (seed, resample) => read(secondFigures, seed, resample));

    // Drawing rows twice widens every bin's gap, more so for the run whose gaps are smaller.
    private static void Recentre(double[] differences, double observed)
    {
        var excess = differences.Average() - observed;
        for (var i = 0; i < differences.Length; i++)
            differences[i] -= excess;
    }

    private double LossBound(double[] differences, bool higherIsBetter)
    {
        double[] losses = [.. differences.Where(d => !double.IsNaN(d)).Select(d => higherIsBetter ? -d : d).Order()];
        return PercentileInterval.Quantile(losses, options.Bootstrap.Confidence);
    }

    private static IReadOnlyList<ContrastFigure> Family(
        IReadOnlyList<(ComparedFigure Figure, PairedDifference Difference, double? LossBound)> family) =>
    [
        .. Holm.Adjust([.. family.Select(f => f.Difference)]).Zip(family, (d, f) => new ContrastFigure(
            d.Name, f.Figure.HigherIsBetter, d.First, d.Second, d.Difference, d.Interval, f.LossBound, d.PValue, d.AdjustedPValue)),
    ];
}
