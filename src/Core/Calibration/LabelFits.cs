using System.Globalization;
using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>One fit a label, those with few positives fitted together.</summary>
internal static class LabelFits
{
    public static Fit[] Of(Predictions validation, CalibrationOptions options)
    {
        if (options.Scope == CalibrationScope.Global)
            return [.. Enumerable.Repeat(Of(validation.Logits, validation.Labels, options.Method), validation.LabelCount)];
        int[] positives = [.. Enumerable.Range(0, validation.LabelCount).Select(j => validation.LabelsOf(j).Count((byte)1))];
        int[] few = options.Method == CalibrationMethod.None
            ? []
            : [.. Enumerable.Range(0, positives.Length).Where(j => positives[j] < options.MinPositives)];
        var pooled = few.Length == 0 ? null : Pooled(validation, few, positives, options);
        return [.. positives.Select((count, j) => few.Contains(j)
            ? pooled! with { Note = $"{Rare(count, options.MinPositives)} {pooled.Note}" }
            : Of(validation.LogitsOf(j), validation.LabelsOf(j), options.Method))];
    }

    private static Fit Pooled(Predictions validation, int[] few, int[] positives, CalibrationOptions options)
    {
        var together = few.Length > 1 && few.Sum(j => positives[j]) >= options.MinPositives;
        var fit = together
            ? Of([.. few.SelectMany(validation.LogitsOf)], [.. few.SelectMany(validation.LabelsOf)], options.Method)
            : Of(validation.Logits, validation.Labels, options.Method);
        var how = together ? $"It was fitted together with {OtherRare(few.Length - 1)}." : "It was fitted to the decisions of all labels.";
        return fit with { Note = fit.Note is null ? how : $"{how} {fit.Note}", Pooled = true, Settled = fit.Converged };
    }

    private static string Rare(int positives, int enough) => string.Create(
        CultureInfo.InvariantCulture,
        $"The label has {positives} {(positives == 1 ? "positive" : "positives")} on validation, which is fewer than {enough}.");

    private static string OtherRare(int labels) => string.Create(
        CultureInfo.InvariantCulture, $"{labels} other rare {(labels == 1 ? "label" : "labels")}");

    private static Fit Of(float[] logits, byte[] labels, CalibrationMethod method)
    {
        (logits, labels) = ExtremeLogits.InOneOrder(logits, labels);
        return CalibrationMethods.Fit(method, logits, labels).NoWorseThanNone(logits, labels);
    }
}
