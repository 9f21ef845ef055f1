using Emotune.Model.Diagnostics;

namespace Emotune.Model.Comparison;

/// <summary>Compares runs on the test split that all of them were evaluated on.</summary>
internal static class Comparer
{
    /// <param name="runs">In the order of the experiment.</param>
    /// <exception cref="DiagnosticException">EXP5001 to EXP5009: what the results lack, or how they disagree.</exception>
    public static ComparisonReport Compare(IReadOnlyList<ComparedRun> runs, ComparisonOptions options)
    {
        var search = options.Search is { } metric && runs.Count > 0 ? SearchOnValidation.Of(runs, metric) : null;
        return new ComparisonReport(search, [.. runs.Select(Replicates.Of)], Contrasts(ContrastPairs.Of(runs, search), options));
    }

    private static List<RunContrast> Contrasts(IReadOnlyList<(ComparedRun First, ComparedRun Second)> pairs, ComparisonOptions options)
    {
        // All pairs have the first run in common.
        var first = pairs.Count > 0 ? new ResampledFigures(pairs[0].First, options) : null;
        return [
            .. pairs.Select(
                pair => new SeededContrast(pair.First, pair.Second, first!, new ResampledFigures(pair.Second, options), options)
                    .Compute())];
    }
}
