using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>
/// The reliability diagram of each label, before and after calibration; a mark's size tells how many comments stand in its bin.
/// </summary>
internal static class ReliabilityGrid
{
    public static Figure Make(string name, ReportInput input, RunResult run, int ordinal, RunStyle style)
    {
        var who = PlotText.Fit(run.Run, FormattableString.Invariant($"run {ordinal}"), 30) + FormattableString.Invariant($" · {run.Seed}");
        var most = run.Reliability!.Labels.SelectMany(l => l.Before.Concat(l.After)).Select(b => b.Count).DefaultIfEmpty(0).Max();
        return LabelGrid.Make(
            name, $"Reliability by label of {who}",
            "On the dashed diagonal, probabilities equal the fractions of positives. A larger mark means more comments in its bin ("
            + FormattableString.Invariant($"{FilledBins.Fewest} to {Numbers.Count(most)}, logarithmic). A dot is a bin of fewer ")
            + "comments after calibration, which may lie anywhere by chance.",
            "Horizontal: mean predicted probability (0 to 1). Vertical: fraction of positives (0 to 1).",
            input,
            [new("before calibration", PlotTheme.MutedHex, MarkerShape.OpenCircle),
                new("after calibration", style.ColorHex, PlotMarks.Shape(style))],
            (plot, label) => Draw(plot, run.Reliability!.Labels[label], style, most));
    }

    private static void Draw(Plot plot, LabelReliability label, RunStyle style, int most)
    {
        // Before any dashed line, whose dashes a marker would be painted with.
        foreach (var bin in label.After.Where(b => !b.IsFilled()))
            PlotMarks.Dot(plot, bin);
        PlotMarks.Guide(plot, 0, 0, 1, 1, LinePattern.Dashed);
        Points(plot, label.Before, PlotTheme.MutedHex, MarkerShape.OpenCircle, most);
        Points(plot, label.After, style.ColorHex, PlotMarks.Shape(style), most);
    }

    private static void Points(Plot plot, IReadOnlyList<ReliabilityBin> bins, string colorHex, MarkerShape shape, int most)
    {
        foreach (var bin in bins.Where(FilledBins.IsFilled))
        {
            var size = 3 + (6 * Math.Log(bin.Count) / Math.Max(1, Math.Log(most)));
            plot.Add.Marker(bin.MeanProbability!.Value, bin.FractionOfPositives!.Value).MarkerStyle =
                PlotMarks.Marker(shape, (float)size, colorHex);
        }
    }
}
