using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Small multiples: the same little plot for each label, all on the scale from zero to one.</summary>
internal static class LabelGrid
{
    // A longer picture is no longer read; the labels with most positives are the ones that say something.
    private const int MostLabels = 60;
    private const int PanelHeight = 132;
    private const int NameLimit = 18;
    private static readonly PixelPadding Padding = new(30, 8, 22, 22);

    /// <param name="axes">What is across and what is up: the panels have the scales and no room for titles.</param>
    /// <param name="draw">Draws one label, by its index.</param>
    public static Figure Make(
        string name, string title, string note, string axes, ReportInput input, IReadOnlyList<LegendEntry> legend, Action<Plot, int> draw)
    {
        int[] labels = [
            .. Enumerable.Range(0, input.Dataset.Labels.Count).OrderByDescending(i => input.Dataset.Labels[i].TestPositives).ThenBy(i => i)
                .Take(MostLabels).Order()];
        var cut = labels.Length < input.Dataset.Labels.Count
            ? FormattableString.Invariant($" Shown: the {labels.Length} of {input.Dataset.Labels.Count} labels with the most positives.")
            : "";
        return new Figure(name, title, $"{axes} {note} Brackets: number of positive test comments.{cut}")
        {
            Legend = legend,
            Columns = 3,
            Panels = [.. labels.Select(label => (Panel(input, label, draw), PanelHeight))],
        };
    }

    private static Plot Panel(ReportInput input, int label, Action<Plot, int> draw)
    {
        var plot = PlotTheme.NewPlot("", "", Padding);
        plot.Axes.SetLimits(-0.03, 1.03, -0.03, 1.03);
        (double, string)[] ticks = [(0, "0"), (0.5, "0.5"), (1, "1")];
        PlotTheme.Ticks(plot.Axes.Bottom, ticks);
        PlotTheme.Ticks(plot.Axes.Left, ticks);
        var given = input.Dataset.Labels[label];
        var name = PlotText.Fit(given.Name, FormattableString.Invariant($"label {label + 1}"), NameLimit);
        plot.Axes.Title.Label.Text = $"{name} ({Numbers.Count(given.TestPositives)})";
        plot.Axes.Title.Label.FontName = PlotFont.Family;
        plot.Axes.Title.Label.FontSize = PlotTheme.SmallSize;
        plot.Axes.Title.Label.ForeColor = PlotTheme.Ink;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.SubpixelText = true;
        draw(plot, label);
        return plot;
    }
}
