using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>The wrong decisions that each run was most confident of, the first few: the page has all.</summary>
internal static class MarkdownMistakes
{
    private const int Most = 5;

    public static string Render(IReadOnlyList<RunGroup> groups)
    {
        // One seed a run stands for it.
        var runs = groups.Where(g => g.Finished.Count > 0).Select(g => g.Finished[0]).Where(r => r.Mistakes?.Worst.Count > 0).ToArray();
        return runs.Length == 0 ? "" : "## The worst mistakes\n\n"
            + $"The wrong decisions on test that the first seed of each run was most confident of, at most {Numbers.Count(Most)} a run. "
            + "Probabilities are calibrated.\n\n"
            + MarkdownText.Table(["Run · seed", "Comment", "Decision", "Carries", "Probability"], runs.SelectMany(Rows)) + "\n";
    }

    // Labels that were predicted wrongly come first, then those that were missed: some of both.
    private static IEnumerable<IEnumerable<string>> Rows(RunResult run)
    {
        var predicted = run.Mistakes!.Worst.Where(m => !m.IsMissed).ToArray();
        var missed = run.Mistakes.Worst.Where(m => m.IsMissed).Take(Math.Max(Most / 2, Most - predicted.Length)).ToArray();
        return predicted.Take(Most - missed.Length).Concat(missed).Select(m => (IEnumerable<string>)
        [
            MarkdownText.Escape(run.Run, 60) + FormattableString.Invariant($" · {run.Seed}"), MarkdownText.Escape(m.Text, 160),
            (m.IsMissed ? "missed " : "wrongly predicted ") + MarkdownText.Escape(m.Label, 60),
            m.TrueLabels.Count == 0 ? "no label" : string.Join(", ", m.TrueLabels.Select(l => MarkdownText.Escape(l, 60))),
            Numbers.Figure(m.Probability),
        ]);
    }
}
