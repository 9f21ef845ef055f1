using Emotune.Pipeline.Reporting.Html;
using Emotune.Pipeline.Reporting.Markdown;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>What the model is for and what it is not: in the words of the data card, and what was counted.</summary>
internal static class CardUse
{
    // As in the report, which notes the labels that have fewer.
    private const int FewPositives = 10;

    public static string Render(ReportInput input, RunResult run) =>
        ModelCard.Section(
            "Intended use and limits",
            HubLicence.Of(input.Card.Licence) is null ? "" : "The licence at the top of this card is that of the data.",
            "What the experiment's data card says:\n\n" + List(
                DataSection.AllEntries(input.Card)
                    .Select(e => $"{e.Name}: {(e.Text is null ? "not given" : MarkdownText.Escape(e.Text, 4000))}")),
            "What was counted:\n\n" + List(Counted(input, run)));

    private static IEnumerable<string> Counted(ReportInput input, RunResult run)
    {
        var data = input.Dataset;
        var longer = data.Splits.Select(
            s => $"{Numbers.Count(s.Truncated)} of {Numbers.Count(s.Rows)} in {MarkdownText.Escape(s.Name, 60)}");
        yield return $"A text is cut at {Numbers.Count(data.MaxLength)} word pieces. So many were longer: {string.Join(", ", longer)}.";
        var cleaned = string.Join(", ", input.Use.Cleaning.Select(c => c.ToString().ToLowerInvariant()));
        yield return cleaned.Length == 0
            ? "Texts were not cleaned before the model read them."
            : $"Texts were cleaned before the model read them: {cleaned}.";
        var shared = data.Shared.Where(o => o.Rows > 0).Select(o =>
            $"{MarkdownText.Escape(o.First, 60)} and {MarkdownText.Escape(o.Second, 60)}: {Numbers.Count(o.Rows)}").ToArray();
        yield return shared.Length == 0
            ? "No text is in two splits."
            : $"Rows whose text is in two splits: {string.Join("; ", shared)}.";
        var few = run.Evaluation!.Labels.Where(l => l.Positives < FewPositives).Select(l => MarkdownText.Escape(l.Name, 60)).ToArray();
        if (few.Length > 0)
        {
            yield return $"These labels have fewer than {Numbers.Count(FewPositives)} positive test comments, so that their figures are "
                + $"rough: {string.Join(", ", few)}.";
        }
    }

    private static string List(IEnumerable<string> lines) => string.Concat(lines.Select(l => $"- {l}\n"));
}
