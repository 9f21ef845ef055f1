using Emotune.Model.Diagnostics;

namespace Emotune.Model.Comparison;

/// <summary>Compares runs on the test split that all of them were evaluated on.</summary>
internal static class Comparer
{
    /// <param name="runs">In the order of the experiment.</param>
    /// <param name="sharedRows">The test comments that are in train too, counted from zero.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5009: what the results lack, or how they disagree.</exception>
    public static ComparisonReport Compare(
        IReadOnlyList<ComparedRun> runs, ComparisonOptions options, IReadOnlySet<int>? sharedRows = null)
    {
        var search = options.Search is { } metric && runs.Count > 0 ? SearchOnValidation.Of(runs, metric) : null;
        return new ComparisonReport(
            search, [.. runs.Select(Replicates.Of)],
            Contrasts(ContrastPairs.Of(runs, search), options, sharedRows ?? new HashSet<int>()));
    }

    private static List<RunContrast> Contrasts(
        IReadOnlyList<(ComparedRun First, ComparedRun Second)> pairs, ComparisonOptions options, IReadOnlySet<int> sharedRows)
    {
        // All pairs have the first run in common.
        var first = pairs.Count > 0 ? new ResampledFigures(pairs[0].First, options) : null;
        return [.. pairs.Select(pair => Contrast(pair.First, pair.Second, first!, options, sharedRows))];
    }

    private static RunContrast Contrast(
        ComparedRun first, ComparedRun second, ResampledFigures firstFigures, ComparisonOptions options, IReadOnlySet<int> sharedRows)
    {
        var contrast = new SeededContrast(first, second, firstFigures, new ResampledFigures(second, options), options).Compute();
        var reduction = new ContrastReduction(first, second, options);
        return contrast with
        {
            WithoutShared = reduction.WithoutRows(sharedRows),
            WithoutRareLabels = reduction.WithoutRareLabels(),
        };
    }
}
