using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Markdown;

/// <summary>What could not be computed, and why.</summary>
internal static class MarkdownGaps
{
    public static string Render(ReportInput input)
    {
        var gaps = Gaps.Of(input);
        return gaps.Count == 0 ? "" : "## What could not be computed\n\n" + string.Concat(gaps.Select(Line)) + "\n";
    }

    private static string Line(Gap gap)
    {
        var runs = gap.Runs is { } n ? FormattableString.Invariant($" ({n} of the runs and seeds)") : "";
        return $"- **{MarkdownText.Escape(gap.Label, 60)}**: {gap.What}; {MarkdownText.Escape(gap.Why, 400)}{runs}\n";
    }
}
