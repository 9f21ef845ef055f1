using Emotune.Model.Data;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>What a run came to on another data set, or on test over the same labels: one row of the tables.</summary>
/// <param name="OfTest">Whatever the set is called.</param>
internal sealed record ExtraSetRow(RunResult Run, PreparedExtraSet Set, bool OfTest, CoveredFigures Figures)
{
    public string On => OfTest ? "test" : Set.Statistics.Name;
}

/// <summary>One figure over the covered labels.</summary>
/// <param name="Name">In <c>extra_sets.csv</c>.</param>
/// <param name="Title">For people.</param>
internal sealed record ExtraSetFigure(string Name, string Title, int Digits, Func<CoveredFigures, Estimate?> Read);

/// <summary>What the page, the Markdown and the table for programs show of extra sets.</summary>
internal static class ExtraSets
{
    // Squares of errors have a digit less than on test: a set may be small.
    private const int MostDigits = 5;

    public static readonly IReadOnlyList<ExtraSetFigure> Figures =
    [
        .. from figure in EvaluationFigures.All
           let read = figure.ReadCovered
           where read is not null
           let name = figure.Kind == FigureKind.Probabilities ? $"{figure.Column}_{FigureKinds.After}" : figure.Column
           select new ExtraSetFigure(name, figure.Heading, Math.Min(MostDigits, figure.Digits), read),
    ];

    /// <summary>What the tables stand on.</summary>
    public const string Basis =
        "The figures are over the covered labels only, with the calibration and the thresholds from validation. Nothing was chosen on "
        + "the set. Beside it stands test over the same labels. Calibration figures are those after calibration.";

    /// <summary>The finished runs' rows of one set: the set, then test.</summary>
    public static IEnumerable<ExtraSetRow> Rows(PreparedExtraSet set, IEnumerable<RunResult> runs) =>
        from run in runs
        where run.Failure is null && run.ExtraSets.ContainsKey(set.Statistics.Name)
        let report = run.ExtraSets[set.Statistics.Name]
        from row in new[] { new ExtraSetRow(run, set, false, report.Set), new ExtraSetRow(run, set, true, report.Test) }
        select row;

    public static int CoveredCount(this LabelCoverage coverage) => coverage.Covered.Sum(c => c.Labels.Count);

    public static int LabelCount(this LabelCoverage coverage) => coverage.CoveredCount() + coverage.NotCovered.Count;

    /// <summary>Which labels count, in words.</summary>
    public static IEnumerable<Prose> Describe(PreparedExtraSet set)
    {
        var coverage = set.Coverage;
        yield return Names(
            new Prose().Name(set.Statistics.Name)
                .Say($": {Numbers.Count(set.Statistics.Rows)} comments. ")
                .Say($"{coverage.CoveredCount()} of {coverage.LabelCount()} labels are covered: "),
            coverage.Covered.Select(c => c.Name));
        if (coverage.Covered.Any(c => c.Labels.Count > 1))
        {
            yield return new Prose()
                .Say("Labels joined by “or” are judged as one, because the set only says that at least one of them holds. Such a label is "
                    + "predicted where any of them is, with the model’s probability that any of them holds.");
        }

        if (coverage.NotCovered.Count > 0)
        {
            yield return Names(
                new Prose().Say("These labels are not covered. They are undefined here and in none of these figures: "),
                coverage.NotCovered);
        }

        if (coverage.Labels.Where(l => l.Ours.Count == 0 && l.Rows > 0).Select(l => l.Theirs).ToArray() is { Length: > 0 } ignored)
        {
            yield return Names(
                new Prose().Say("The map ignores these labels of the set. Their comments stay, as comments without them: "), ignored);
        }
    }

    private static Prose Names(Prose sentence, IEnumerable<string> names)
    {
        foreach (var (name, i) in names.Select((name, i) => (name, i)))
            sentence.Say(i == 0 ? "" : ", ").Name(name);
        return sentence.Say(".");
    }
}
