using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>Figures on other data that nobody computed.</summary>
internal static class MadeUpExtraSets
{
    /// <summary>
    /// With a set of the given names: two labels told together where there are as many, the last of several labels not covered.
    /// </summary>
    public static ReportInput WithExtraSets(this ReportInput input, params string[] names)
    {
        string[] labels = [.. input.Dataset.Labels.Select(l => l.Name)];
        return input with
        {
            ExtraSets = [.. names.Select(name => Set(name, labels))],
            Runs = [
                .. input.Runs.Select(
                    r => r.Failure is not null
                        ? r
                        : r with { ExtraSets = names.ToDictionary(name => name, name => Report(Set(name, labels).Coverage, r.Seed)) })],
        };
    }

    private static PreparedExtraSet Set(string name, string[] labels)
    {
        CoveredLabel[] covered = labels.Length < 3
            ? [new(labels[0], [labels[0]], ["their " + labels[0]])]
            : [new($"{labels[0]} or {labels[1]}", [labels[0], labels[1]], ["their " + labels[0]]),
                .. labels[2..^1].Select(l => new CoveredLabel(l, [l], ["their " + l]))];
        return new PreparedExtraSet(
            new SplitStatistics(name, 1234, 10, 20, 1.1, 3, 2, 19.5, 18, 33, 90, [new(20, 1234)]),
            new LabelCoverage(
                [.. covered.Select((c, i) => new MappedLabel(c.Theirs[0], c.Labels, 7 * i)), new("their other", [], 5)], covered,
                labels.Length < 3 ? labels[1..] : labels[^1..]));
    }

    private static ExtraSetReport Report(LabelCoverage coverage, int seed) =>
        new(Figures(coverage, 1234, 0.375 + (0.125 * (seed % 4)), 0), Figures(coverage, 5427, 0.55, 12));

    private static CoveredFigures Figures(LabelCoverage coverage, int rows, double f1, int positives)
    {
        var calibration = new CalibrationReport(
            Around(0.0113), Around(0.012), 0.2, Around(0.0371),
            Around(0.121))
        { DebiasedSquaredError = new(-0.00012, new(-0.0003, 0.0002, 0.95)) };
        var change = new CalibrationAverages(
            Around(0.1), Around(0.1), Around(0.1), Around(0.1), Around(0.1), Around(0.1), Around(0.1), Around(0.1), Around(0.1));
        return new CoveredFigures(
            rows, Around(f1), Around(f1 - 0.1), Around(f1 - 0.05), calibration, calibration, change, Around(0.2),
            [.. coverage.Covered.Select(
                (c, i) => new CoveredLabelFigures(c.Name, positives + (7 * i), Around(f1), new(f1, f1, f1), 0.01, 0.03, 0.1))]);
    }

    private static Estimate Around(double value) => new(value, new(value * 0.96, value * 1.05, 0.95));
}
