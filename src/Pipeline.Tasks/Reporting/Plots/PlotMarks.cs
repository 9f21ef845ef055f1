using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>The marks that all figures share: markers with a rim of paper, interval bars with caps, ticks.</summary>
internal static class PlotMarks
{
    // In the order of RunStyle.Shapes.
    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown,
        MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp, MarkerShape.OpenDiamond, MarkerShape.OpenTriangleDown,
    ];

    public static MarkerShape Shape(RunStyle style) => Shapes[style.Shape];

    public static MarkerStyle Marker(MarkerShape shape, float size, string colorHex)
    {
        var open = shape == MarkerShape.HorizontalBar || shape.ToString().StartsWith("Open", StringComparison.Ordinal);
        return new MarkerStyle(shape, size, Color.FromHex(colorHex))
        {
            LineWidth = open ? 2 : 0,
            LineColor = Color.FromHex(colorHex),
        };
    }

    public static LegendEntry Entry(RunGroup group, IReadOnlyDictionary<string, RunStyle> styles) => new(
        PlotText.Fit(group.Name, FormattableString.Invariant($"run {group.Ordinal}"), 40), styles[group.Name].ColorHex,
        Shape(styles[group.Name]));

    public static void Point(Plot plot, double x, double y, RunStyle style, float size = 10)
    {
        var point = plot.Add.Marker(x, y, Shape(style), size, Color.FromHex(style.ColorHex));
        point.MarkerStyle = Marker(Shape(style), size, style.ColorHex);
    }

    /// <summary>A bin of a reliability diagram that says nothing by itself: small, grey and joined to nothing.</summary>
    public static void Dot(Plot plot, ReliabilityBin bin)
    {
        if (bin is { MeanProbability: { } mean, FractionOfPositives: { } fraction })
            plot.Add.Marker(mean, fraction).MarkerStyle = Marker(MarkerShape.FilledCircle, 3, PlotTheme.MutedHex);
    }

    /// <summary>An interval along y at x; along x at y where <paramref name="horizontal"/>.</summary>
    public static void Bar(Plot plot, double at, double low, double high, string colorHex, bool horizontal = false)
    {
        var bar = horizontal ? plot.Add.Line(low, at, high, at) : plot.Add.Line(at, low, at, high);
        bar.LineWidth = 1.5f;
        bar.LineColor = Color.FromHex(colorHex);
        bar.MarkerStyle = horizontal
            ? MarkerStyle.None
            : new MarkerStyle(MarkerShape.HorizontalBar, 8) { LineWidth = 1.5f, LineColor = Color.FromHex(colorHex) };
    }

    public static void Guide(
        Plot plot, double x1, double y1, double x2, double y2, LinePattern pattern, string colorHex = PlotTheme.MutedHex, float width = 1)
    {
        var line = plot.Add.Line(x1, y1, x2, y2);
        line.LineWidth = width;
        line.LineColor = Color.FromHex(colorHex);
        line.LinePattern = pattern;
    }

    public static void Note(
        Plot plot, double x, double y, string text, Alignment alignment, float offsetX = 0, string colorHex = PlotTheme.InkHex,
        float size = PlotTheme.SmallSize)
    {
        var note = plot.Add.Text(text, x, y);
        note.LabelStyle = PlotTheme.Text(text, size, Color.FromHex(colorHex));
        note.LabelStyle.Alignment = alignment;
        note.LabelStyle.OffsetX = offsetX;
    }

    /// <summary>Said in the middle of a plot that has nothing to show.</summary>
    public static void Nothing(Plot plot, string why)
    {
        plot.Axes.SetLimits(0, 1, 0, 1);
        PlotTheme.Ticks(plot.Axes.Bottom, []);
        PlotTheme.Ticks(plot.Axes.Left, []);
        Note(plot, 0.5, 0.5, why, Alignment.MiddleCenter, colorHex: PlotTheme.MutedHex, size: PlotTheme.TextSize);
    }
}
