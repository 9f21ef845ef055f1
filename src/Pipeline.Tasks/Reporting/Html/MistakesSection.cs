using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The wrong decisions that each run was most confident of.</summary>
internal static class MistakesSection
{
    /// <summary>Whether the page has the section.</summary>
    public static bool Exists(ReportInput input) => input.Runs.Any(r => r.Mistakes?.Worst.Count > 0);

    public static string Render(PageContext page)
    {
        if (!Exists(page.Input))
            return "";
        // One seed a run stands for it.
        var runs = page.Finished.Select(g => g.Finished[0]).Where(r => r.Mistakes?.Worst.Count > 0);
        return PageContext.Section("mistakes", "The worst mistakes", string.Concat(runs.Select(r => Table(page, r))), onPaper: false);
    }

    private static string Table(PageContext page, RunResult run)
    {
        var table = new HtmlTable(
            $"The wrong decisions on test of which {page.RunAndSeed(run)} was most confident: labels that it predicted "
            + "wrongly, then labels that it missed. Probabilities are calibrated.",
            ["Comment", "Decision", "Carries", "Probability"], 3);
        foreach (var mistake in run.Mistakes!.Worst)
        {
            table.Row(
            [
                HtmlText.Isolated(mistake.Text, 300), Decision(mistake),
                mistake.TrueLabels.Count == 0 ? "no label" : string.Join(", ", mistake.TrueLabels.Select(l => HtmlText.Isolated(l))),
                HtmlText.Escape(Numbers.Figure(mistake.Probability)),
            ], subject: Subject.Of(mistake.Label));
        }
        return $"<details{Subject.Of(run.Method)}><summary>The worst mistakes: {page.RunAndSeed(run)}</summary>\n{table}</details>\n";
    }

    private static string Decision(Mistake mistake) =>
        (mistake.IsMissed ? "missed " : "wrongly predicted ") + HtmlText.Isolated(mistake.Label);
}
