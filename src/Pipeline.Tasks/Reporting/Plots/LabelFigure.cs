using Emotune.Pipeline.Reporting.Shown;
using ScottPlot;

namespace Emotune.Pipeline.Reporting.Plots;

/// <summary>Average precision a label at a time, every run beside the others; sorted by the first full run.</summary>
internal static class LabelFigure
{
    // A taller picture is no longer read; the table has every label.
    private const int MostLabels = 120;
    private const int NameLimit = 26;

    /// <param name="top">Only so many, the best by the run that they are sorted by; null for all.</param>
    public static Figure Make(string name, ReportInput input, int? top = null)
    {
        var groups = RunGroup.Of(input.Runs).Where(g => g.Finished.Count > 0).ToArray();
        var styles = RunStyle.For(input.Runs);
        var rows = Rows(input, groups, top);
        var rowHeight = Math.Max(22, 12 + (6 * groups.Length));
        var names = rows.ToDictionary(r => r, r => Tick(input, r));
        var left = rows.Count == 0 ? 64 : Math.Max(64, names.Values.Max(n => PlotText.Measure(n, PlotTheme.SmallSize)) + 34);
        var plot = PlotTheme.NewPlot("Average precision on test (0 to 1)", "", new PixelPadding(left, 20, 52, 8));
        if (rows.Count == 0) PlotMarks.Nothing(plot, "No run has a result to show.");
        else Draw(plot, input, rows, names, groups, styles);
        return new Figure(
            name, top is { } most
                ? FormattableString.Invariant($"Average precision, the {Math.Min(most, rows.Count)} best labels")
                : "Average precision by label", Note(input, groups, rows.Count, top))
        {
            Legend = [.. groups.Select(g => PlotMarks.Entry(g, styles))],
            Panels = [(plot, 60 + (rowHeight * Math.Max(rows.Count, 4)))],
        };
    }

    private static string Note(ReportInput input, RunGroup[] groups, int shown, int? top)
    {
        if (groups.Length == 0) return "";
        var bars = groups.Any(g => g.Finished.Count > 1)
            ? "Points: means over seeds. Bars: from the lowest to the highest seed, or the interval where a run has one seed."
            : "Bars: intervals over test comments.";
        var cut = top is not null
            ? $" Shown: the best by {PlotText.Fit(By(groups).Name, "the first run", 40)}."
            : shown < input.Dataset.Labels.Count
            ? FormattableString.Invariant($" Shown: the {shown} of {input.Dataset.Labels.Count} labels with the most positives.")
            : "";
        return "Brackets: number of positive test comments. " + bars + cut;
    }

    /// <summary>Label indices, best first by the first full run; undefined ones last.</summary>
    private static List<int> Rows(ReportInput input, RunGroup[] groups, int? top)
    {
        if (groups.Length == 0) return [];
        var by = By(groups);
        return [.. Enumerable.Range(0, input.Dataset.Labels.Count)
            .OrderByDescending(i => input.Dataset.Labels[i].TestPositives).ThenBy(i => i)
            .Take(MostLabels)
            .OrderByDescending(i => by.Over(r => r.Label(i)?.AveragePrecision.Value).Mean ?? -1).ThenBy(i => i)
            .Take(top ?? MostLabels)];
    }

    private static RunGroup By(RunGroup[] groups) =>
        groups.FirstOrDefault(g => g.Method == Emotune.Model.Training.FineTuningMethod.Full) ?? groups[0];

    internal static string Tick(ReportInput input, int label)
    {
        var given = input.Dataset.Labels[label];
        return PlotText.Fit(given.Name, FormattableString.Invariant($"label {label + 1}"), NameLimit) + " ("
            + Numbers.Count(given.TestPositives) + ")";
    }

    private static void Draw(
        Plot plot, ReportInput input, List<int> rows, Dictionary<int, string> names, RunGroup[] groups,
        IReadOnlyDictionary<string, RunStyle> styles)
    {
        var spare = Math.Max(0, 4 - rows.Count) / 2.0;
        plot.Axes.SetLimits(-0.02, 1.02, -rows.Count + 0.4 - spare, 0.6 + spare);
        PlotTheme.Ticks(plot.Axes.Bottom, Scale.Linear(0, 1));
        PlotTheme.Ticks(plot.Axes.Left, rows.Select((label, row) => ((double)-row, names[label])));
        var step = Math.Min(0.26, 0.7 / groups.Length);
        for (var row = 0; row < rows.Count; row++)
        {
            var label = rows[row];
            for (var g = 0; g < groups.Length; g++)
            {
                var y = -row + ((((groups.Length - 1) / 2.0) - g) * step);
                Mark(plot, y, label, groups[g], styles[groups[g].Name]);
            }
            if (groups.All(g => g.Over(r => r.Label(label)?.AveragePrecision.Value).Mean is null))
            {
                PlotMarks.Note(
                    plot, 0, -row, input.Dataset.Labels[label].TestPositives == 0 ? "undefined: no positives" : Numbers.Undefined,
                    Alignment.MiddleLeft, colorHex: PlotTheme.MutedHex);
            }
        }
    }

    private static void Mark(Plot plot, double y, int label, RunGroup group, RunStyle style)
    {
        var values = group.Finished.Select(r => r.Label(label)!.AveragePrecision).Where(e => e.Value is not null).ToArray();
        if (values.Length == 0) return;
        if (values.Length > 1)
        {
            PlotMarks.Bar(
            plot, y, values.Min(v => v.Value!.Value), values.Max(v => v.Value!.Value), style.ColorHex, horizontal: true);
        }
        else if (values[0].Interval is { } interval)
        {
            PlotMarks.Bar(plot, y, interval.Low, interval.High, style.ColorHex, horizontal: true);
        }

        PlotMarks.Point(plot, values.Average(v => v.Value!.Value), y, style, 8);
    }
}
