using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>The one visual language of all figures: sizes in pixels at scale one, colours on white.</summary>
internal static class PlotTheme
{
    public const int Width = 480;
    public const float TitleSize = 15;
    public const float TextSize = 13;
    public const float SmallSize = 12;

    // The page swaps these three for its own in dark mode, so nothing else may have them.
    public const string PaperHex = "#FFFFFF";
    public const string InkHex = "#24292F";
    public const string GridHex = "#E1E4E8";
    public const string MutedHex = "#6A737D";

    public static readonly Color Paper = Color.FromHex(PaperHex);
    public static readonly Color Ink = Color.FromHex(InkHex);
    public static readonly Color Grid = Color.FromHex(GridHex);
    public static readonly Color Muted = Color.FromHex(MutedHex);

    /// <summary>A plot without frame on top and right, its data in a fixed rectangle.</summary>
    public static Plot NewPlot(string xLabel, string yLabel, PixelPadding padding)
    {
        _ = PlotFont.Installed;
        var plot = new Plot();
        plot.FigureBackground.Color = Paper;
        plot.DataBackground.Color = Paper;
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        Style(plot.Axes.Bottom, xLabel);
        Style(plot.Axes.Left, yLabel);
        plot.Grid.MajorLineColor = Grid;
        plot.Grid.MajorLineWidth = 1;
        plot.Layout.Fixed(padding);
        // A panel shares its canvas with others, which clearing would wipe out.
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        return plot;
    }

    public static LabelStyle Text(string text, float size, Color color, bool bold = false) => new()
    {
        Text = text,
        FontName = PlotFont.Family,
        FontSize = size,
        ForeColor = color,
        Bold = bold,
        SubpixelText = true,
    };

    /// <summary>Ticks and labels at the given places, and none in between.</summary>
    public static void Ticks(IAxis axis, IEnumerable<(double At, string Label)> major, IEnumerable<double>? minor = null)
    {
        var ticks = major.Select(t => Tick.Major(t.At, t.Label)).Concat((minor ?? []).Select(Tick.Minor));
        axis.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
    }

    private static void Style(IAxis axis, string label)
    {
        axis.Label.Text = label;
        axis.Label.FontName = axis.TickLabelStyle.FontName = PlotFont.Family;
        axis.Label.SubpixelText = axis.TickLabelStyle.SubpixelText = true;
        axis.Label.FontSize = TextSize;
        axis.Label.Bold = false;
        axis.Label.ForeColor = axis.TickLabelStyle.ForeColor = Ink;
        axis.TickLabelStyle.FontSize = SmallSize;
        axis.FrameLineStyle.Color = Muted;
        axis.FrameLineStyle.Width = 1;
        axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = Muted;
        axis.MajorTickStyle.Width = axis.MinorTickStyle.Width = 1;
        axis.MinorTickStyle.Length = 2;
    }
}
