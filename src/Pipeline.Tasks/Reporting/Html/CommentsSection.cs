using System.Globalization;
using Emotune.Model.Explanation;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>The same comments as each run reads them: words shaded by what they add to a label's logit.</summary>
internal static class CommentsSection
{
    private const int MostLabels = 3;

    // The shade of the strongest word, in per cent.
    private const double DarkestShade = 60;

    // As a share of the strongest word.
    private const double LeastShade = 0.05;

    public static string Render(PageContext page)
    {
        // One seed a run stands for it: the first that has attributions.
        var runs = page.Finished.Select(g => g.Finished.FirstOrDefault(r => r.Attributions.Count > 0)).OfType<RunResult>().ToArray();
        if (runs.Length == 0)
        {
            return PageContext.Section(
            "comments", "What the model looks at", AgreementTable.Render(page) + page.NotExplained);
        }

        var all = ShownComments.All(runs);
        var shown = ShownComments.Of(all);
        if (all.Count == 0)
        {
            return PageContext.Section(
                "comments", "What the model looks at", AgreementTable.Render(page) + "<p>No comment was explained by every run.</p>\n");
        }

        var html = new HtmlText()
            .Line("<p>Each word is shaded by what it adds to the logit of the label that is named before it: <span class=\"w pos\" "
                + "style=\"--a:55%\">blue speaks for</span> the label, "
                + "<span class=\"w neg\" style=\"--a:55%\">orange and underlined speaks against</span>. Shades are relative to the "
                + "strongest word of all shown comments. A word of less than a twentieth of its strength is not shaded. The figures of "
                + "the strongest words are below.</p>")
            .Line($"<p>{Score(page, runs)} {Extent(shown.Count, all.Count)}</p>")
            .Raw(AgreementTable.Render(page));
        var strongest = shown.SelectMany(c => c.Sides)
            .SelectMany(s => s.Attribution.Labels.Take(MostLabels)).SelectMany(l => l.Values)
            .Select(Math.Abs).DefaultIfEmpty(0).Max();
        foreach (var comment in shown) html.Raw(Comment(page, comment, strongest));
        return PageContext.Section("comments", "What the model looks at", html.ToString());
    }

    private static string Extent(int shown, int all) => shown < all
        ? $"{Numbers.Count(shown)} of those that every run explained are shown, right and wrong ones. "
            + "<code>attributions.json</code> has all."
        : "All that every run explained are shown.";

    private static string Score(PageContext page, RunResult[] runs) => "Right in every label: " + string.Join("; ", runs.Select(r =>
        $"{page.RunAndSeed(r)}: {HtmlText.Count(r.Attributions.Count(ShownComment.IsRight))} of "
        + $"{HtmlText.Count(r.Attributions.Count)} explained comments")) + ".";

    private static string Comment(PageContext page, ShownComment comment, double strongest)
    {
        var truth = comment.Any.TrueLabels;
        var html = new HtmlText()
            .Raw(FormattableString.Invariant($"<article class=\"comment\"><h3>Test row {comment.Row} <span class=\"seed\">· "))
            .Raw(truth.Count == 0 ? "carries no label" : "carries " + string.Join(", ", truth.Select(t => HtmlText.Isolated(t))))
            .Line("</span></h3><div class=\"sides\">");
        foreach (var (run, found) in comment.Sides)
        {
            html.Raw($"<div class=\"side\"{Subject.Of(run.Method)}><h4>").Raw(page.RunAndSeed(run))
                .Line($" <span class=\"seed\">· {(ShownComment.IsRight(found) ? "right" : "wrong")}</span></h4>");
            foreach (var label in found.Labels.Take(MostLabels)) html.Raw(Side(found, label, strongest));
            if (found.Labels.Count > MostLabels)
            {
                html.Line(
                $"<p class=\"top\">{Numbers.Count(found.Labels.Count - MostLabels)} more in <code>attributions.json</code>.</p>");
            }

            html.Line("</div>");
        }
        return html.Line("</div></article>").ToString();
    }

    private static string Side(CommentAttribution comment, LabelAttribution label, double strongest) => new HtmlText()
        .Raw("<p class=\"said\">").Given(label.Label).Raw(" ").Raw(HtmlText.Figure(label.Probability, 2))
        .Line($", {Verdict(comment, label)}</p>")
        .Raw("<p class=\"text\" dir=\"auto\">").Raw(Words(comment, label, strongest)).Line("</p>")
        .Raw("<p class=\"top\">").Raw(Strongest(comment, label)).Line("</p>").ToString();

    private static string Verdict(CommentAttribution comment, LabelAttribution label) =>
        (label.Predicted, comment.TrueLabels.Contains(label.Label)) switch
        {
            (true, true) => "correctly predicted",
            (true, false) => "wrongly predicted",
            (false, true) => "missed",
            (false, false) => "correctly not predicted",
        };

    private static string Words(CommentAttribution comment, LabelAttribution label, double strongest)
    {
        var html = new HtmlText();
        var at = 0;
        for (var i = 0; i < comment.Players.Count && i < label.Values.Count; i++)
        {
            var start = Math.Clamp(comment.Players[i].Start, at, comment.Text.Length);
            var end = Math.Clamp(comment.Players[i].End, start, comment.Text.Length);
            html.Text(comment.Text[at..start]);
            html.Raw(Word(comment.Text[start..end], label.Values[i], strongest));
            at = end;
        }
        return html.Text(comment.Text[at..]).ToString();
    }

    // A word that hardly speaks at all has no mark: marks on every word would hide the ones that matter.
    private static string Word(string text, double value, double strongest)
    {
        var share = strongest > 0 ? Math.Abs(value) / strongest : 0;
        if (share < LeastShade)
            return HtmlText.Escape(text);
        var shade = (share * DarkestShade).ToString("F0", CultureInfo.InvariantCulture);
        return $"<span class=\"w {(value < 0 ? "neg" : "pos")}\" style=\"--a:{shade}%\">{HtmlText.Escape(text)}</span>";
    }

    private static string Strongest(CommentAttribution comment, LabelAttribution label) =>
        string.Join("; ", comment.Players.Zip(label.Values)
        .OrderByDescending(p => Math.Abs(p.Second)).Take(3)
        .Select(p => HtmlText.Isolated(SafeText.Line(p.First.Word, 40)) + " " + HtmlText.Exactly(p.Second, Numbers.Signed(p.Second, 2))));
}
