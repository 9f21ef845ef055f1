using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Which labels are predicted on comments that carry another: a row for each true label, hits on the diagonal.</summary>
internal static class CoPredictionFigure
{
    // Beyond so many, a cell has no room for its number.
    private const int MostLabels = 14;
    private const int NameLimit = 18;
    private const int Cells = 340;

    // Text is read on the darkest cell, on light paper and on dark.
    private const double Darkest = 0.55;

    public static Figure Make(string name, RunResult run, int ordinal, RunStyle style)
    {
        var who = PlotText.Fit(run.Run, FormattableString.Invariant($"run {ordinal}"), 30) + FormattableString.Invariant($" · {run.Seed}");
        var shown = run.Confusion is null ? [] : MostConfused(run.Confusion);
        var names = shown.ToDictionary(
            i => i, i => PlotText.Fit(run.Confusion!.Labels[i], FormattableString.Invariant($"label {i + 1}"), NameLimit));
        var room = names.Count == 0 ? 64 : Math.Max(64, names.Values.Max(n => PlotText.Measure(n, PlotTheme.SmallSize)) + 34);
        var plot = PlotTheme.NewPlot("", "", new PixelPadding(PlotTheme.Width - Cells - 8, 8, room, 8));
        if (shown.Length == 0) PlotMarks.Nothing(plot, "No run has decisions to show.");
        else Draw(plot, run.Confusion!, shown, names, style);
        return new Figure(name, $"Predicted together by {who}", Note(run, shown))
        {
            Legend = [
                new("hits (outlined)", PlotTheme.MutedHex, MarkerShape.OpenSquare),
                new("wrongly predicted beside it", style.ColorHex, MarkerShape.FilledSquare)],
            Panels = [(plot, (int)(Cells + room + 8))],
        };
    }

    private static string Note(RunResult run, int[] shown)
    {
        if (shown.Length == 0) return "";
        var cut = shown.Length < run.Confusion!.Labels.Count
            ? FormattableString.Invariant($" Shown: the {shown.Length} of {run.Confusion.Labels.Count} labels with the most confusions.")
            : "";
        return "Rows: the label that comments carry. Columns: the label that is predicted. A number is the share in per cent of the row’s "
            + "comments on which the column’s label is predicted."
            + cut;
    }

    /// <summary>The labels that are most often predicted wrongly, or on whose comments others are, in the order of the label map.</summary>
    private static int[] MostConfused(LabelConfusion confusion)
    {
        int[] all = [.. Enumerable.Range(0, confusion.Labels.Count)];
        return [.. all.OrderByDescending(i => all.Where(j => j != i).Sum(j => confusion.Wrongly[i][j] + confusion.Wrongly[j][i]))
            .ThenByDescending(i => confusion.Positives[i]).ThenBy(i => i)
            .Take(MostLabels).Order()];
    }

    private static double Share(int count, int of) => of == 0 ? 0 : (double)count / of;

    private static void Draw(Plot plot, LabelConfusion confusion, int[] shown, Dictionary<int, string> names, RunStyle style)
    {
        plot.Axes.SetLimits(-0.5, shown.Length - 0.5, -shown.Length + 0.5, 0.5);
        PlotTheme.Ticks(plot.Axes.Left, shown.Select((label, at) => ((double)-at, names[label])));
        PlotTheme.Ticks(plot.Axes.Bottom, shown.Select((label, at) => ((double)at, names[label])));
        plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        plot.HideGrid();
        for (var row = 0; row < shown.Length; row++)
        {
            for (var column = 0; column < shown.Length; column++)
                Cell(plot, row, column, Share(confusion, shown[row], shown[column]), style);
        }
    }

    private static double Share(LabelConfusion confusion, int row, int column) =>
        Share((row == column ? confusion.Predicted : confusion.Wrongly)[row][column], confusion.Positives[row]);

    private static void Cell(Plot plot, int row, int column, double share, RunStyle style)
    {
        var number = Numbers.PerCent(share);
        var isHit = row == column;
        if (number == "0" && !isHit)
            return;
        var color = Color.FromHex(isHit ? PlotTheme.MutedHex : style.ColorHex);
        var cell = plot.Add.Rectangle(column - 0.45, column + 0.45, -row - 0.45, -row + 0.45);
        // In steps, so that the picture has few colours.
        cell.FillColor = color.WithAlpha(Math.Round(Math.Sqrt(share) * 20) / 20 * Darkest);
        cell.LineColor = color;
        cell.LineWidth = isHit ? 1 : 0;
        PlotMarks.Note(plot, column, -row, number, Alignment.MiddleCenter, size: 11);
    }
}
