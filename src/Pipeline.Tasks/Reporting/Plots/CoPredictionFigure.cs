using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Which labels are predicted on comments that carry another: a row for each true label, hits on the diagonal.</summary>
internal static class CoPredictionFigure
{
    private const int MostLabels = 40;
    private const int NameLimit = 18;
    private const int Cells = 340;

    public static Figure Make(string name, ReportInput input, RunResult run, int ordinal, RunStyle style)
    {
        var who = PlotText.Fit(run.Run, FormattableString.Invariant($"run {ordinal}"), 30) + FormattableString.Invariant($" · {run.Seed}");
        int[] shown = run.Confusion is null
            ? []
            : [.. Enumerable.Range(0, run.Confusion.Labels.Count).OrderByDescending(i => run.Confusion.Positives[i]).ThenBy(i => i)
                .Take(MostLabels).Order()];
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
            ? FormattableString.Invariant($" Shown: the {shown.Length} of {run.Confusion.Labels.Count} labels with the most positives.")
            : "";
        return "Rows: the label that comments carry. Columns: the label that is predicted. A darker cell means a larger share of the "
            + "row’s comments on which the column’s label is predicted "
            + $"(0 to {Numbers.Percent(Darkest(run.Confusion, shown), 0)})."
            + cut;
    }

    // The largest share off the diagonal has the full colour.
    private static double Darkest(LabelConfusion confusion, int[] shown) =>
        Math.Max(
            0.01, shown.SelectMany(i => shown.Where(j => j != i).Select(j => Share(confusion.Wrongly[i][j], confusion.Positives[i])))
                .DefaultIfEmpty(0).Max());

    private static double Share(int count, int of) => of == 0 ? 0 : (double)count / of;

    private static void Draw(Plot plot, LabelConfusion confusion, int[] shown, Dictionary<int, string> names, RunStyle style)
    {
        plot.Axes.SetLimits(-0.5, shown.Length - 0.5, -shown.Length + 0.5, 0.5);
        PlotTheme.Ticks(plot.Axes.Left, shown.Select((label, at) => ((double)-at, names[label])));
        PlotTheme.Ticks(plot.Axes.Bottom, shown.Select((label, at) => ((double)at, names[label])));
        plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
        plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
        var size = shown.Length > 24 ? 10 : PlotTheme.SmallSize;
        plot.Axes.Left.TickLabelStyle.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = size;
        plot.HideGrid();
        var darkest = Darkest(confusion, shown);
        for (var row = 0; row < shown.Length; row++)
        {
            for (var column = 0; column < shown.Length; column++)
            {
                var hit = row == column;
                var share = hit
                    ? Share(confusion.Predicted[shown[row]][shown[row]], confusion.Positives[shown[row]])
                    : Share(confusion.Wrongly[shown[row]][shown[column]], confusion.Positives[shown[row]]) / darkest;
                if (hit || share >= 0.02) Cell(plot, row, column, share, hit ? PlotTheme.MutedHex : style.ColorHex, hit);
            }
        }
    }

    private static void Cell(Plot plot, int row, int column, double share, string colorHex, bool outlined)
    {
        var cell = plot.Add.Rectangle(column - 0.45, column + 0.45, -row - 0.45, -row + 0.45);
        // In steps, so that the picture has few colours.
        cell.FillColor = Color.FromHex(colorHex).WithAlpha(Math.Round(share * 20) / 20);
        cell.LineColor = Color.FromHex(colorHex);
        cell.LineWidth = outlined ? 1 : 0;
    }
}
