using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Precision, recall and F1 of each label against its threshold, and the threshold that validation chose.</summary>
internal static class ThresholdGrid
{
    public static Figure Make(string name, ReportInput input, RunResult run, int ordinal, RunStyle style)
    {
        var who = PlotText.Fit(run.Run, FormattableString.Invariant($"run {ordinal}"), 30) + FormattableString.Invariant($" · {run.Seed}");
        var curves = run.ThresholdCurves.GroupBy(p => p.Label).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        return LabelGrid.Make(
            name, $"Thresholds by label of {who}",
            "Band: interval of F1 over test comments. Vertical line: the threshold chosen on validation.",
            "Horizontal: threshold on the calibrated probability (0 to 1). Vertical: figure on test (0 to 1).",
            input,
            [new("F1 (line and band)", style.ColorHex, PlotMarks.Shape(style)),
                new("precision (dashed)", PlotTheme.MutedHex, MarkerShape.HorizontalBar),
                new("recall (dotted)", PlotTheme.MutedHex, MarkerShape.HorizontalBar)],
            (plot, label) => Draw(plot, curves.GetValueOrDefault(input.Dataset.Labels[label].Name) ?? [], style));
    }

    private static void Draw(Plot plot, ThresholdCurvePoint[] points, RunStyle style)
    {
        var band = points.Where(p => p.F1.Interval is not null).ToArray();
        if (band.Length > 1)
        {
            var fill = plot.Add.FillY(
                [.. band.Select(p => p.Threshold)], [.. band.Select(p => p.F1.Interval!.Low)], [.. band.Select(p => p.F1.Interval!.High)]);
            fill.FillColor = Color.FromHex(style.ColorHex).WithAlpha(0.22);
            fill.LineWidth = 0;
            fill.MarkerStyle = MarkerStyle.None;
        }
        Line(plot, points, p => p.Precision, PlotTheme.MutedHex, LinePattern.Dashed, 1.2f);
        Line(plot, points, p => p.Recall, PlotTheme.MutedHex, LinePattern.Dotted, 1.5f);
        Line(plot, points, p => p.F1, style.ColorHex, LinePattern.Solid, 1.8f);
        foreach (var chosen in points.Where(p => p.Chosen))
        {
            PlotMarks.Guide(
            plot, chosen.Threshold, 0, chosen.Threshold, 1, LinePattern.Solid, PlotTheme.InkHex);
        }

        if (points.All(p => p.F1.Value is null))
        {
            PlotMarks.Note(
            plot, 0.5, 0.5, Numbers.Undefined, Alignment.MiddleCenter, colorHex: PlotTheme.MutedHex);
        }
    }

    private static void Line(
        Plot plot, ThresholdCurvePoint[] points, Func<ThresholdCurvePoint, Estimate> read, string colorHex, LinePattern pattern,
        float width)
    {
        Coordinates[] defined = [
            .. points.Where(p => read(p).Value is not null).Select(p => new Coordinates(p.Threshold, read(p).Value!.Value))];
        if (defined.Length < 2) return;
        var line = plot.Add.Scatter(defined);
        line.LineWidth = width;
        line.LineColor = Color.FromHex(colorHex);
        line.LinePattern = pattern;
        line.MarkerStyle = MarkerStyle.None;
    }
}
