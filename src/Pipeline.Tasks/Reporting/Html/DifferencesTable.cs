using Emotune.Model.Comparison;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>How far runs are apart on the same test comments.</summary>
internal static class DifferencesTable
{
    public static string Render(PageContext page) => string.Concat(page.Input.Contrasts.Select(c => Of(page, c)));

    private static string Of(PageContext page, RunContrast contrast)
    {
        var table = new HtmlTable(
            $"{page.Run(contrast.Second)} minus {page.Run(contrast.First)} on the same test comments: "
                + $"{Numbers.Percent(contrast.Confidence, 0)} intervals from {Numbers.Count(contrast.Resamples)} resamples "
                + $"({contrast.Draws()}). "
                + "“At most worse” is a one-sided bound of the same confidence. p is two-sided. It is also given with Holm’s correction "
                + "over these figures.",
            ["Figure", Heading(page, contrast.First), Heading(page, contrast.Second), "Difference", "Interval", "At most worse", "p",
                "p, Holm"]);
        foreach (var f in contrast.Figures)
        {
            table.Row(
            [
                HtmlText.Escape(RunContrasts.Title(f.Name)) + (f.HigherIsBetter ? "" : " <span class=\"seed\">· lower is better</span>"),
                HtmlText.Figure(f.First, Digits(f)), HtmlText.Figure(f.Second, Digits(f)), Difference(f), Bounds(f),
                HtmlText.Figure(f.LossBound, Digits(f)), P(f.PValue), P(f.AdjustedPValue),
            ]);
        }
        return table.ToString();
    }

    internal static string Difference(ContrastFigure figure) => Signed(figure.Difference, Digits(figure));

    internal static string Bounds(ContrastFigure figure) => Bounds(figure.Interval, Digits(figure)) ?? HtmlText.Figure(null);

    /// <summary>Null without an interval.</summary>
    internal static string? Bounds(Interval? interval, int digits) =>
        interval is null ? null : $"{Signed(interval.Low, digits)} to {Signed(interval.High, digits)}";

    internal static string Signed(double? value, int digits) => HtmlText.Exactly(value, Numbers.Signed(value, digits));

    private static int Digits(ContrastFigure figure) => RunContrasts.Digits(figure.Name);

    private static string Heading(PageContext page, string run) => page.Run(run);

    private static string P(double? p) => $"<span class=\"whole\">{HtmlText.Exactly(p, Numbers.PValue(p))}</span>";
}
