using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>F1 at the validation thresholds against trained parameters: one point, interval and name for each run and seed.</summary>
internal static class ParameterFigure
{
    private const int PanelHeight = 300;
    private static readonly PixelPadding Padding = new(64, 20, 52, 12);

    private sealed record Dot(RunGroup Group, RunResult Run, double X, double Y, Interval Interval);

    /// <param name="metric">One of <see cref="FigureNames"/>, with an interval of its own.</param>
    public static Figure Make(string name, string metric, ReportInput input)
    {
        var figure = EvaluationFigures.Find(metric)!;
        var styles = RunStyle.For(input.Runs);
        var plot = PlotTheme.NewPlot("Trained parameters (count, logarithmic)", $"{figure.Heading} on test (0 to 1)", Padding);
        var dots = Dots(input, figure);
        if (dots.Count == 0) PlotMarks.Nothing(plot, "No run has a result to show.");
        else Draw(plot, dots, styles);
        var confidence = dots.Count == 0 ? null : Numbers.Percent(dots[0].Interval.Confidence, 0);
        return new Figure(name, $"{figure.Heading} by trained parameters", confidence is null
            ? "Thresholds chosen on validation."
            : $"Thresholds chosen on validation. Bars: {confidence} intervals over test comments. Names: run · seed.")
        {
            Legend = [.. dots.Select(d => d.Group).Distinct().Select(g => PlotMarks.Entry(g, styles))],
            Panels = [(plot, PanelHeight)],
        };
    }

    private static List<Dot> Dots(ReportInput input, EvaluationFigure figure)
    {
        var dots = new List<Dot>();
        foreach (var group in RunGroup.Of(input.Runs))
        {
            foreach (var run in group.Finished.Where(r => r.Parameters is { Trained: > 0 }))
            {
                if (run.Figure(figure) is { Value: { } value, Interval: { } interval })
                    dots.Add(new(group, run, Math.Log10(run.Parameters!.Trained), value, interval));
            }
        }
        return dots;
    }

    private static void Draw(Plot plot, List<Dot> dots, IReadOnlyDictionary<string, RunStyle> styles)
    {
        var (left, right) = Scale.Padded(dots.Select(d => d.X), 0.22, 2.2);
        var (bottom, top) = Scale.Padded(dots.SelectMany(d => new[] { d.Interval.Low, d.Interval.High, d.Y }), 0.1, 0.02);
        plot.Axes.SetLimits(left, right, bottom, top);
        var (major, minor) = Scale.Logarithmic(left, right);
        PlotTheme.Ticks(plot.Axes.Bottom, major, minor);
        PlotTheme.Ticks(plot.Axes.Left, Scale.Linear(bottom, top));

        // Runs of nearly the same size share a column: their points stand side by side, their names one under the other.
        var pixel = (right - left) / (PlotTheme.Width - Padding.Left - Padding.Right);
        foreach (var column in Columns(dots, 30 * pixel))
        {
            var dodge = Math.Min(12, 60.0 / column.Count) * pixel;
            var placed = column.Select((d, i) => d with { X = d.X + ((i - ((column.Count - 1) / 2.0)) * dodge) }).ToArray();
            foreach (var dot in placed)
            {
                PlotMarks.Bar(plot, dot.X, dot.Interval.Low, dot.Interval.High, styles[dot.Run.Run].ColorHex);
                PlotMarks.Point(plot, dot.X, dot.Y, styles[dot.Run.Run]);
            }
            Name(plot, placed, toTheLeft: column.Average(d => d.X) > (left + right) / 2);
        }
    }

    private static List<List<Dot>> Columns(List<Dot> dots, double width)
    {
        var columns = new List<List<Dot>>();
        foreach (var dot in dots.OrderBy(d => d.X).ThenBy(d => d.Group.Ordinal).ThenBy(d => d.Run.Seed))
        {
            if (columns.Count > 0 && dot.X - columns[^1][0].X < width) columns[^1].Add(dot);
            else columns.Add([dot]);
        }
        return columns;
    }

    private static void Name(Plot plot, Dot[] column, bool toTheLeft)
    {
        var limits = plot.Axes.GetLimits();
        var pixel = limits.VerticalSpan / (PanelHeight - Padding.Top - Padding.Bottom);
        var ordered = column.OrderByDescending(d => d.Y).ThenBy(d => d.Group.Ordinal).ThenBy(d => d.Run.Seed).ToArray();
        var places = Spread([.. ordered.Select(d => d.Y)], 15 * pixel, limits.Bottom + (8 * pixel), limits.Top - (8 * pixel));
        var edge = toTheLeft ? column.Min(d => d.X) : column.Max(d => d.X);
        for (var i = 0; i < ordered.Length; i++)
        {
            var dot = ordered[i];
            var text = PlotText.Fit(dot.Run.Run, FormattableString.Invariant($"run {dot.Group.Ordinal}"), 22)
                + FormattableString.Invariant($" · {dot.Run.Seed}");
            PlotMarks.Note(plot, edge, places[i], text, toTheLeft ? Alignment.MiddleRight : Alignment.MiddleLeft,
                toTheLeft ? -10 : 10);
        }
    }

    /// <summary>The values, highest first, pushed apart to the gap and kept within the bounds as far as there is room.</summary>
    internal static double[] Spread(double[] values, double gap, double low, double high)
    {
        var placed = (double[])values.Clone();
        for (var i = 1; i < placed.Length; i++) placed[i] = Math.Min(placed[i], placed[i - 1] - gap);
        if (placed.Length > 0 && placed[^1] < low)
        {
            placed[^1] = low;
            for (var i = placed.Length - 2; i >= 0; i--) placed[i] = Math.Max(placed[i], placed[i + 1] + gap);
        }
        var over = placed.Length > 0 ? Math.Max(0, placed[0] - high) : 0;
        return [.. placed.Select(p => p - over)];
    }
}
