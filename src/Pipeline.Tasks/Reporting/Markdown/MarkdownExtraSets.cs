using Emotune.Model.Data;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>How runs fare on other labelled data.</summary>
internal static class MarkdownExtraSets
{
    public static string Render(ReportInput input) => input.ExtraSets.Count == 0
        ? ""
        : $"## On other data\n\n{ExtraSets.Basis}\n\n" + string.Concat(input.ExtraSets.Select(set => Of(set, input.Runs)));

    private static string Of(PreparedExtraSet set, IReadOnlyList<RunResult> runs) =>
        string.Concat(ExtraSets.Describe(set).Select(s => $"- {s.ToMarkdown()}\n")) + "\n" + MarkdownText.Table(
            ["Run · seed", "On", .. ExtraSets.Figures.Select(f => f.Title)], ExtraSets.Rows(set, runs).Select(Row)) + "\n";

    private static IEnumerable<string> Row(ExtraSetRow row) =>
    [
        MarkdownText.Escape(row.Run.Run, 60) + FormattableString.Invariant($" · {row.Run.Seed}"), MarkdownText.Escape(row.On, 60),
        .. ExtraSets.Figures.Select(f => MarkdownReport.With(f.Read(row.Figures), f.Digits)),
    ];
}
