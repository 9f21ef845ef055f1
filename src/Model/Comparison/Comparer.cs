using Emotune.Diagnostics;

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
        if (pairs.Count == 0)
            return [];
        var first = pairs[0].First;
        var figures = new ResampledFigures(first, options);
        var withoutShared = ContrastReduction.WithoutRows(first, sharedRows, options);
        var withoutRareLabels = ContrastReduction.WithoutRareLabels(first, options);
        return [.. pairs.Select(pair => new SeededContrast(
            first, pair.Second, figures, new ResampledFigures(pair.Second, options), options).Compute() with
        {
            WithoutShared = withoutShared?.Against(pair.Second),
            WithoutRareLabels = withoutRareLabels?.Against(pair.Second),
        })];
    }
}
