using Emotune.Model.Comparison;
using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>How the differences in average precision spread over the labels.</summary>
internal static class HistogramFigure
{
    public static Figure Make(string name, ReportInput input)
    {
        var styles = RunStyle.For(input.Runs);
        // The first pair; each other one would need a picture of its own, and has its figures in the table.
        var contrast = input.Contrasts.FirstOrDefault(c => styles.ContainsKey(c.First) && styles.ContainsKey(c.Second));
        double[] values = [.. (contrast?.LabelAveragePrecision ?? []).Select(f => f.Difference).OfType<double>().Order()];
        var plot = PlotTheme.NewPlot(
            "Difference in average precision (points of 0 to 1)", "Labels (count)", new PixelPadding(64, 24, 52, 12));
        if (values.Length == 0) PlotMarks.Nothing(plot, "No two runs have a label to compare.");
        else Draw(plot, values, styles[contrast!.Second]);
        return new Figure(
            name, "Differences in average precision", values.Length == 0 ? "" : Note(input, contrast!, values))
        { Panels = [(plot, 260)] };
    }

    private static string Note(ReportInput input, RunContrast contrast, double[] values)
    {
        var groups = RunGroup.Of(input.Runs);
        string Name(string run) => PlotText.Fit(run, FormattableString.Invariant($"run {groups.Single(g => g.Name == run).Ordinal}"), 30);
        var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        return FormattableString.Invariant(
            $"{Name(contrast.Second)} minus {Name(contrast.First)} for each label: {values.Count(v => v > 0)} better, ")
            + FormattableString.Invariant($"{values.Count(v => v < 0)} worse, median {Numbers.Signed(median)} (dotted).");
    }

    /// <summary>Bins of a round width, about ten, zero being an edge: a bar never has both better and worse labels in it.</summary>
    internal static IReadOnlyList<(double From, double To, int Count)> Bins(double[] values)
    {
        var (low, high) = (Math.Min(0, values.Min()), Math.Max(0, values.Max()));
        var ticks = Scale.Linear(low, Math.Max(high, low + 1e-6), about: 10);
        var width = ticks.Count > 1 ? ticks[1].At - ticks[0].At : Math.Max(high - low, 1e-6);
        var first = (int)Math.Floor((low / width) + 1e-9);
        var last = Math.Max(first + 1, (int)Math.Ceiling((high / width) - 1e-9));
        var counts = new int[last - first];
        foreach (var value in values) counts[Math.Clamp((int)Math.Floor(value / width) - first, 0, counts.Length - 1)]++;
        return [.. counts.Select((count, i) => ((first + i) * width, (first + i + 1) * width, count))];
    }

    private static void Draw(Plot plot, double[] values, RunStyle style)
    {
        var bins = Bins(values);
        var (left, right, top) = (bins[0].From, bins[^1].To, bins.Max(b => b.Count) * 1.1);
        var air = (right - left) * 0.03;
        plot.Axes.SetLimits(left - air, right + air, 0, top);
        PlotTheme.Ticks(plot.Axes.Bottom, Scale.Linear(left, right).Select(t => (t.At, t.At > 1e-12 ? "+" + t.Label : t.Label)));
        PlotTheme.Ticks(plot.Axes.Left, Scale.Linear(0, Math.Max(top, 2), about: 4).Where(t => t.At == Math.Floor(t.At)));
        foreach (var (from, to, count) in bins.Where(b => b.Count > 0))
        {
            var bar = plot.Add.Rectangle(from, to, 0, count);
            bar.FillColor = Color.FromHex(style.ColorHex);
            bar.LineColor = PlotTheme.Paper;
            bar.LineWidth = 1.5f;
        }
        var median = (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
        PlotMarks.Guide(plot, 0, 0, 0, top, LinePattern.Solid, PlotTheme.InkHex, 1.5f);
        PlotMarks.Guide(plot, median, 0, median, top, LinePattern.Dotted, PlotTheme.InkHex, 2);
    }
}
