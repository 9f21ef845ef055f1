using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>
/// The fraction of positives against the mean predicted probability, before and after calibration, and how many decisions stand in each
/// bin.
/// </summary>
internal static class ReliabilityFigure
{
    private static readonly PixelPadding CurvePadding = new(70, 24, 52, 8);
    private static readonly PixelPadding CountsPadding = new(70, 24, 52, 8);

    public static Figure Make(string name, RunResult run, int ordinal, RunStyle style)
    {
        var curve = PlotTheme.NewPlot("Mean predicted probability (0 to 1)", "Fraction of positives (0 to 1)", CurvePadding);
        var counts = PlotTheme.NewPlot("Predicted probability (0 to 1)", "Decisions (count, log.)", CountsPadding);
        var report = run.Reliability!;
        Curves(curve, report, style);
        Counts(counts, report, style);
        var who = PlotText.Fit(run.Run, FormattableString.Invariant($"run {ordinal}"), 30) + FormattableString.Invariant($" · {run.Seed}");
        return new Figure(name, "Reliability of " + who,
            "Decisions of all labels pooled on test. On the dashed diagonal, probabilities equal the fractions of positives. A dot is a "
            + FormattableString.Invariant($"bin of fewer than {FilledBins.Fewest} decisions after calibration, which may lie anywhere ")
            + "by chance.")
        {
            Legend =
            [
                new("before calibration", PlotTheme.MutedHex, MarkerShape.OpenCircle),
                new("after calibration", style.ColorHex, PlotMarks.Shape(style)),
            ],
            Panels = [(curve, 360), (counts, 180)],
        };
    }

    private static void Curves(Plot plot, ReliabilityReport report, RunStyle style)
    {
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        PlotTheme.Ticks(plot.Axes.Bottom, Scale.Linear(0, 1));
        PlotTheme.Ticks(plot.Axes.Left, Scale.Linear(0, 1));
        // Before any dashed line, whose dashes a marker would be painted with.
        foreach (var bin in report.PooledAfter.Where(b => !b.IsFilled()))
            PlotMarks.Dot(plot, bin);
        PlotMarks.Guide(plot, 0, 0, 1, 1, LinePattern.Dashed);
        Curve(plot, report.PooledBefore, PlotTheme.MutedHex, MarkerShape.OpenCircle, LinePattern.Dotted);
        Curve(plot, report.PooledAfter, style.ColorHex, PlotMarks.Shape(style), LinePattern.Solid);
    }

    private static void Curve(Plot plot, IReadOnlyList<ReliabilityBin> bins, string colorHex, MarkerShape shape, LinePattern pattern)
    {
        var points = bins.Where(FilledBins.IsFilled)
            .Select(b => new Coordinates(b.MeanProbability!.Value, b.FractionOfPositives!.Value)).ToArray();
        for (var i = 1; i < points.Length; i++)
        {
            PlotMarks.Guide(plot, points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y, pattern, colorHex, 2);
        }
        foreach (var point in points)
        {
            var mark = plot.Add.Marker(point.X, point.Y);
            mark.MarkerStyle = PlotMarks.Marker(shape, 9, colorHex);
        }
    }

    // Nearly all decisions stand in the lowest bins: only a logarithm shows the rest.
    private static void Counts(Plot plot, ReliabilityReport report, RunStyle style)
    {
        var most = report.PooledBefore.Concat(report.PooledAfter).Select(b => b.Count).DefaultIfEmpty(0).Max();
        var top = Math.Max(1, Math.Ceiling(Math.Log10(Math.Max(1, most)) + 0.05));
        plot.Axes.SetLimits(-0.02, 1.02, -0.3, top);
        PlotTheme.Ticks(plot.Axes.Bottom, Scale.Linear(0, 1));
        PlotTheme.Ticks(plot.Axes.Left, Scale.Logarithmic(0, top).Major);
        Bars(plot, report.PooledBefore, 0.08, 0.48, PlotTheme.MutedHex, filled: false);
        Bars(plot, report.PooledAfter, 0.52, 0.92, style.ColorHex, filled: true);
    }

    // From below one, so that a single decision is still seen.
    private static void Bars(Plot plot, IReadOnlyList<ReliabilityBin> bins, double from, double to, string colorHex, bool filled)
    {
        foreach (var bin in bins.Where(b => b.Count > 0))
        {
            var width = bin.Upper - bin.Lower;
            var bar = plot.Add.Rectangle(bin.Lower + (from * width), bin.Lower + (to * width), -0.3, Math.Log10(bin.Count));
            bar.FillColor = filled ? Color.FromHex(colorHex) : PlotTheme.Paper;
            bar.LineColor = Color.FromHex(colorHex);
            bar.LineWidth = filled ? 0 : 1.5f;
        }
    }
}
