using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Loss on training comments by step, and on validation by epoch.</summary>
internal static class TrainingFigure
{
    // More points than that are not seen, and make a file of megabytes.
    private const int MostPoints = 150;
    private const int PanelHeight = 300;
    private static readonly PixelPadding Padding = new(70, 24, 52, 12);

    private sealed record Series(RunResult Run, IReadOnlyList<Coordinates> Points, Coordinates? Best);

    public static Figure Training(string name, ReportInput input)
    {
        var longest = input.Runs.Select(r => r.Steps.Count).DefaultIfEmpty(0).Max();
        var every = Math.Max(1, (longest + MostPoints - 1) / MostPoints);
        var series = input.Runs.Where(r => r.Steps.Count > 0)
            .Select(
                r => new Series(
                    r, [.. r.Steps.Chunk(every)
                        .Select(c => new Coordinates(c.Average(s => (double)s.Step), c.Average(s => s.Loss)))], null));
        return Make(name, input, [.. series], "Training loss", "Optimizer step (count)", every == 1
            ? "Binary cross-entropy of each batch, natural logarithm."
            : FormattableString.Invariant($"Binary cross-entropy, natural logarithm. Means over {every} steps."), markers: false);
    }

    public static Figure Validation(string name, ReportInput input)
    {
        var series = input.Runs.Where(r => r.Epochs.Count > 0).Select(r => new Series(r,
            [.. r.Epochs.Select(e => new Coordinates(e.Step, e.ValidationLoss))],
            r.Epochs.Where(e => e.IsBest).Select(e => (Coordinates?)new Coordinates(e.Step, e.ValidationLoss)).LastOrDefault()));
        return Make(name, input, [.. series], "Validation loss", "Optimizer step (count)",
            "Binary cross-entropy on validation after each epoch, natural logarithm. Ringed: the epoch whose weights were kept.",
            markers: true);
    }

    private static Figure Make(string name, ReportInput input, List<Series> series, string what, string xLabel, string note, bool markers)
    {
        var styles = RunStyle.For(input.Runs);
        var plot = PlotTheme.NewPlot(xLabel, what + " (nats)", Padding);
        if (series.Count == 0) PlotMarks.Nothing(plot, "No run has a log to show.");
        else Draw(plot, series, styles, markers);
        var groups = RunGroup.Of(input.Runs).Where(g => series.Any(s => s.Run.Run == g.Name));
        return new Figure(name, what, series.Count == 0 ? "" : note + Seeds(series))
        {
            Legend = [.. groups.Select(g => PlotMarks.Entry(g, styles))],
            Panels = [(plot, PanelHeight)],
        };
    }

    private static string Seeds(List<Series> series) =>
        series.GroupBy(s => s.Run.Run).Any(g => g.Count() > 1) ? " Each seed has one line." : "";

    private static void Draw(Plot plot, List<Series> series, IReadOnlyDictionary<string, RunStyle> styles, bool markers)
    {
        var points = series.SelectMany(s => s.Points).ToArray();
        var (_, top) = Scale.Padded(points.Select(p => p.Y), 0.06, 0.01);
        var bottom = Math.Max(0, Scale.Padded(points.Select(p => p.Y), 0.06, 0.01).Low);
        var right = Math.Max(1, points.Max(p => p.X));
        plot.Axes.SetLimits(-0.02 * right, 1.03 * right, bottom, top);
        PlotTheme.Ticks(plot.Axes.Bottom, Scale.Linear(0, right).Select(t => (t.At, t.At == 0 ? "0" : Scale.Count(t.At))));
        PlotTheme.Ticks(plot.Axes.Left, Scale.Linear(bottom, top));
        foreach (var one in series)
        {
            var style = styles[one.Run.Run];
            var line = plot.Add.Scatter(one.Points.ToArray());
            line.LineWidth = 1.8f;
            line.LineColor = Color.FromHex(style.ColorHex);
            line.MarkerStyle = markers ? PlotMarks.Marker(PlotMarks.Shape(style), 8, style.ColorHex) : MarkerStyle.None;
            if (one.Best is { } best)
            {
                plot.Add.Marker(best.X, best.Y)
                .MarkerStyle = PlotMarks.Marker(MarkerShape.OpenCircle, 17, style.ColorHex);
            }

            if (!markers) End(plot, one, style);
        }
    }

    // A shape at the line's end tells runs apart without colour.
    private static void End(Plot plot, Series one, RunStyle style) => PlotMarks.Point(plot, one.Points[^1].X, one.Points[^1].Y, style, 8);
}
