using System.Globalization;
using Emotune.Model.Comparison;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>Commas for points, and other signs, until disposed.</summary>
public sealed class OtherCulture : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public OtherCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = culture.NumberFormat.PercentDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        CultureInfo.CurrentCulture = culture;
    }

    public void Dispose() => CultureInfo.CurrentCulture = _before;
}

/// <summary>Results in which everything that can be undefined is.</summary>
internal static class Undefined
{
    public static ReportInput Input()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 2);
        var nothing = new Estimate(null, null);
        var label = run.Evaluation!.Labels[1] with { Positives = 0, AveragePrecision = nothing, RocAuc = null, Threshold = 2 };
        var input = MadeUp.Input(2, run with
        {
            Parameters = null,
            Evaluation = run.Evaluation with
            {
                MacroAveragePrecision = nothing,
                MicroAveragePrecision = nothing,
                MostFrequentLabelMicroF1 = nothing,
                Uncalibrated = run.Evaluation.Uncalibrated with { ExpectedCalibrationError = nothing },
                Labels = [run.Evaluation.Labels[0], label],
            },
            ThresholdCurves = [
                .. run.ThresholdCurves.Select(
                    p => p.Label == label.Name ? p with { Precision = nothing, Recall = nothing, F1 = nothing, Chosen = false } : p)],
            Confusion = run.Confusion! with
            {
                Positives = [run.Confusion.Positives[0], 0],
                Predicted = [run.Confusion.Predicted[0], [0, 0]],
                Wrongly = [run.Confusion.Wrongly[0], [0, 0]]
            },
            Attributions = [],
        });
        return input with
        {
            Dataset = input.Dataset with { Labels = [input.Dataset.Labels[0], input.Dataset.Labels[1] with { TestPositives = 0 }] },
            Contrasts = [
                new("lora", "lora", [42], [42], false, 10_000, 0.95,
                    [new(FigureNames.MacroAveragePrecision, true, null, null, null, null, null, null, null)], [], [])],
            Agreements = [
                new(AgreementKind.Runs, "lora", "lora", 0, 0, 3,
                    [.. Agreements.Names.Select(n => new AgreementMeasure(n, nothing, nothing, nothing))])],
            Card = new DataCard(),
        };
    }
}
