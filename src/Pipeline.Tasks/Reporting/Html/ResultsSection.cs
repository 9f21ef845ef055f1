using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Html;

/// <summary>Every run and seed with its headline figures, and how far runs are apart.</summary>
internal static class ResultsSection
{
    private static readonly IReadOnlyList<EvaluationFigure> Columns = ShownFigures.Results(FigureTables.Page);

    public static string Render(PageContext page) =>
        PageContext.Section(
            "results", "Results",
            Headline(page) + Parts(page) + Figures(page) + DifferencesTable.Render(page) + Choices(page) + BaselineTable.Render(page));

    private static string Headline(PageContext page)
    {
        var table = new HtmlTable(
            "Results on test at the thresholds chosen on validation. Brackets hold intervals over test comments. ± is the standard "
            + "deviation over seeds.",
            ["Run · seed", "Method", "Trained", "Share", .. Columns.Select(f => f.Heading), "Floor: micro F1"], 2);
        foreach (var group in page.Groups)
        {
            foreach (var run in group.All) AddRun(table, page, run);
            if (group.Finished.Count > 1) table.Row(Mean(page, group), "mean", Subject.Of(group.Method));
        }
        return table.ToString();
    }

    private static string Parts(PageContext page)
    {
        var table = new HtmlTable(
            "Precision and recall at the thresholds chosen on validation, beside the F1 that they make.",
            ["Run · seed", "Micro precision", "Micro recall", "Micro F1", "Macro precision", "Macro recall", "Macro F1"]);
        foreach (var run in page.Groups.SelectMany(g => g.Finished))
        {
            if (run.Decision(DecisionNames.Validation) is not { } decision) continue;
            table.Row(
            [
                page.RunAndSeed(run),
                .. new[] { decision.Micro, decision.Macro }.SelectMany(s => new[] { s.Precision, s.Recall, s.F1 })
                    .Select(v => HtmlText.Figure(v)),
            ], subject: Subject.Of(run.Method));
        }
        return page.Finished.Count == 0 ? "" : table.ToString();
    }

    private static string Figures(PageContext page) => new HtmlText().Line("<div class=\"figures\">")
        .Raw(page.Plots.Figure(
            PlotNames.MicroF1,
            "Micro F1 on test against the number of trained parameters, at thresholds chosen on validation. Every run and seed is "
            + "named. The table has the figures."))
        .Raw(page.Plots.Figure(PlotNames.MacroF1, "The same plot for macro F1, which is the mean over labels."))
        .Line("</div>").ToString();

    private static void AddRun(HtmlTable table, PageContext page, RunResult run)
    {
        if (run.Failure is not null)
        {
            table.Remark(page.RunAndSeed(run), "failed: " + HtmlText.Isolated(run.Failure, 1000), Subject.Of(run.Method));
            return;
        }
        table.Row(
        [
            page.RunAndSeed(run), Method(run.Method),
            run.Parameters is { } p ? HtmlText.Count(p.Trained) : HtmlText.Figure(null),
            HtmlText.Exactly(run.Parameters?.Share, Numbers.Percent(run.Parameters?.Share)),
            .. Columns.Select(f => WithInterval(run.Figure(f), f.Digits)),
            HtmlText.Figure(run.Evaluation?.MostFrequentLabelMicroF1.Value),
        ], subject: Subject.Of(run.Method));
    }

    private static IEnumerable<string> Mean(PageContext page, RunGroup group) =>
    [
        MeanOf(page, group, group.Finished.Count), Method(group.Method), "", "",
        .. Columns.Select(f => PlusMinus(group.Over(f), f.Digits)), "",
    ];

    /// <summary>The heading of a row of means.</summary>
    internal static string MeanOf(PageContext page, RunGroup group, int seeds) =>
        page.Run(group.Name) + FormattableString.Invariant($" <span class=\"seed\">· mean ± deviation of {seeds} seeds</span>");

    private static string Choices(PageContext page)
    {
        var table = new HtmlTable(
            "Micro F1 / macro F1 for each way of choosing thresholds. In the last column they are chosen on test. It is an upper bound "
            + "that cannot be reached honestly, and never a result.",
            ["Run · seed", "0.5, uncalibrated", "One threshold for all", "The experiment’s strategy", "Oracle (chosen on test)"]);
        foreach (var run in page.Groups.SelectMany(g => g.Finished))
        {
            table.Row(
            [
                page.RunAndSeed(run),
                .. DecisionNames.All.Select(
                    n => run.Decision(n) is { } d
                        ? HtmlText.Figure(d.Micro.F1) + " / " + HtmlText.Figure(d.Macro.F1)
                        : HtmlText.Figure(null)),
            ], subject: Subject.Of(run.Method));
        }
        return page.Finished.Count == 0 ? "" : PageContext.OnScreen(table.ToString());
    }

    internal static string Method(FineTuningMethod method) => method == FineTuningMethod.Full ? "full" : "LoRA";

    internal static string PlusMinus(SeedStatistics over, int digits = 3) =>
        HtmlText.Figure(over.Mean, digits) + (over.Deviation is null ? "" : " ± " + HtmlText.Figure(over.Deviation, digits));

    internal static string WithInterval(Estimate? estimate, int digits = 3) => HtmlText.Figure(estimate?.Value, digits)
        + (estimate is { Value: not null, Interval: { } i }
            ? $" <span class=\"interval\">[{Numbers.Figure(i.Low, digits)}, {Numbers.Figure(i.High, digits)}]</span>"
            : "");
}
