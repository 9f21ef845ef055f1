using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>
/// The answer as one picture: how far each run is from the one that it is held against, with intervals about it and no difference at zero.
/// </summary>
internal static class DifferenceFigure
{
    // Higher is better of all of them, so that one side of zero is the better one.
    private static readonly string[] Figures =
        [.. EvaluationFigures.All.Where(f => f.IsCompared && !f.LowerIsBetter).Select(f => f.Name)];

    private sealed record Mark(RunContrast Contrast, ContrastFigure Figure, int Row);

    public static Figure Make(string name, ReportInput input)
    {
        var styles = RunStyle.For(input.Runs);
        var contrasts = input.Contrasts.Where(c => styles.ContainsKey(c.First) && styles.ContainsKey(c.Second)).ToArray();
        var marks = contrasts.SelectMany(
            c => Figures.Select((f, row) => c.Figure(f) is { Difference: not null } found ? new Mark(c, found, row) : null))
                .OfType<Mark>().ToArray();
        var plot = PlotTheme.NewPlot("Difference on test (points of 0 to 1)", "", new PixelPadding(170, 24, 52, 8));
        if (marks.Length == 0) PlotMarks.Nothing(plot, "No two runs have a result to compare.");
        else Draw(plot, contrasts, marks, styles);
        var groups = RunGroup.Of(input.Runs);
        return new Figure(
            name, marks.Length == 0 ? "Differences" : Title(contrasts, groups), marks.Length == 0 ? "" : Note(contrasts, groups))
        {
            Legend = [.. groups.Where(g => marks.Any(m => m.Contrast.Second == g.Name)).Select(g => PlotMarks.Entry(g, styles))],
            Panels = [(plot, 92 + (Figures.Length * Math.Max(34, 14 * contrasts.Length)))],
        };
    }

    private static string Title(RunContrast[] contrasts, IReadOnlyList<RunGroup> groups) =>
        groups.Single(g => g.Name == contrasts[0].First).Method == FineTuningMethod.Full
            && contrasts.All(c => groups.Single(g => g.Name == c.Second).Method == FineTuningMethod.Lora)
            ? "LoRA minus full fine-tuning"
            : "Each run minus the first";

    private static string Note(RunContrast[] contrasts, IReadOnlyList<RunGroup> groups)
    {
        var against = groups.Single(g => g.Name == contrasts[0].First);
        return "Marks to the right of zero are better than "
            + $"{PlotText.Fit(against.Name, FormattableString.Invariant($"run {against.Ordinal}"), 40)}. "
            + $"Bars: {Numbers.Percent(contrasts[0].Confidence, 0)} intervals on the same comments ({contrasts[0].Draws()}).";
    }

    private static void Draw(Plot plot, RunContrast[] contrasts, Mark[] marks, IReadOnlyDictionary<string, RunStyle> styles)
    {
        var (low, high) = Scale.Padded(
            marks.SelectMany(m => new[] { 0, m.Figure.Difference!.Value, m.Figure.Interval?.Low ?? 0, m.Figure.Interval?.High ?? 0 }),
            0.08, 0.02);
        plot.Axes.SetLimits(low, high, -Figures.Length + 0.4, 0.6);
        PlotTheme.Ticks(plot.Axes.Bottom, Scale.Linear(low, high).Select(t => (t.At, t.At > 1e-12 ? "+" + t.Label : t.Label)));
        PlotTheme.Ticks(plot.Axes.Left, Figures.Select((f, row) => ((double)-row, RunContrasts.Title(f))));
        PlotMarks.Guide(plot, 0, -Figures.Length + 0.4, 0, 0.6, LinePattern.Solid, PlotTheme.InkHex, 1.5f);
        var step = Math.Min(0.26, 0.7 / contrasts.Length);
        foreach (var mark in marks)
        {
            var y = -mark.Row + ((((contrasts.Length - 1) / 2.0) - Array.IndexOf(contrasts, mark.Contrast)) * step);
            var style = styles[mark.Contrast.Second];
            if (mark.Figure.Interval is { } interval) PlotMarks.Bar(plot, y, interval.Low, interval.High, style.ColorHex, horizontal: true);
            PlotMarks.Point(plot, mark.Figure.Difference!.Value, y, style);
        }
    }
}
