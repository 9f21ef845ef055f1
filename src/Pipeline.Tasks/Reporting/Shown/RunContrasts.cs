using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>What the answer, the tables and the plots read off the comparison of two runs.</summary>
internal static class RunContrasts
{
    /// <summary>Null where the two were not compared.</summary>
    public static RunContrast? Contrast(this ReportInput input, string first, string second) =>
        input.Contrasts.FirstOrDefault(c => c.First == first && c.Second == second);

    public static ContrastFigure? Figure(this RunContrast contrast, string name) => contrast.Figures.FirstOrDefault(f => f.Name == name);

    /// <summary>As people call it: <c>macro_average_precision</c> is macro average precision.</summary>
    public static string Title(string metric) => EvaluationFigures.Find(metric)?.Title ?? metric.Replace('_', ' ');

    /// <summary>How many digits after the point say something of a difference.</summary>
    public static int Digits(string metric) => EvaluationFigures.Find(metric)?.FineDigits ?? 4;

    /// <summary>
    /// The contrast's figures that a reader of the page or the Markdown sees, and those that <see cref="ReportCheck"/> looks through.
    /// </summary>
    public static IEnumerable<(string Name, double? Value)> AllNumbers(this RunContrast contrast) =>
        new[] { contrast.Figures, contrast.LabelAveragePrecision, contrast.LabelF1 }.SelectMany(f => f)
            .SelectMany(
                f => new[] { f.First, f.Second, f.Difference, f.Interval?.Low, f.Interval?.High, f.LossBound, f.PValue,
                    f.AdjustedPValue }.Select(v => (f.Name, v)));

    /// <summary>What the interval is over, for the caption of whatever shows it.</summary>
    public static string Draws(this RunContrast contrast) => contrast.SeedsResampled
        ? "resampled test comments and seeds"
        : "resampled test comments, fixed seeds";

    public static string Bounds(Interval? interval, int digits = 4) =>
        interval is null ? Numbers.Undefined : $"{Numbers.Signed(interval.Low, digits)} to {Numbers.Signed(interval.High, digits)}";
}
