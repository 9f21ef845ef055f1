using System.Globalization;
using Emotune.Model.Metrics;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting;

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
public static class Undefined
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
            Attributions = [],
            TokenImportance = [],
        });
        return input with
        {
            Dataset = input.Dataset with { Labels = [input.Dataset.Labels[0], input.Dataset.Labels[1] with { TestPositives = 0 }] },
            Card = new DataCard(),
        };
    }
}
