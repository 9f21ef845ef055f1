using System.Globalization;
using Emotune.Model.Artifacts.Files;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary><c>results.csv</c>: a row for each run and seed; undefined figures are empty.</summary>
internal static class ResultsTable
{
    private static readonly string[] Decisions = [DecisionNames.Half, DecisionNames.Global, DecisionNames.Validation, DecisionNames.Oracle];

    public static string Write(ReportInput input)
    {
        var columns = Columns().ToArray();
        var csv = new CsvText([.. columns.Select(c => c.Name)]);
        foreach (var run in input.Runs) csv.Row([.. columns.Select(c => c.Read(run))]);
        return csv.ToString();
    }

    private static IEnumerable<(string Name, Func<RunResult, string> Read)> Columns() =>
    [
        ("run", r => r.Run),
        ("seed", r => r.Seed.ToString(CultureInfo.InvariantCulture)),
        ("method", r => r.Method == Emotune.Model.Training.FineTuningMethod.Full ? "full" : "lora"),
        ("status", r => r.Failure is null ? "finished" : "failed"),
        ("failure", r => r.Failure ?? ""),
        ("trained_parameters", r => Count(r.Parameters?.Trained)),
        ("adapter_parameters", r => Count(r.Parameters?.Adapter)),
        ("head_parameters", r => Count(r.Parameters?.Head)),
        ("encoder_parameters", r => Count(r.Parameters?.Encoder)),
        ("frozen_parameters", r => Count(r.Parameters?.Frozen)),
        ("trained_share", r => Numbers.Exact(r.Parameters?.Share)),
        ("peft_share", r => r.Parameters is { PeftTotal: > 0 } p ? Numbers.Exact((double)p.Trained / p.PeftTotal) : ""),
        .. Decisions.SelectMany(Decision),
        .. Estimate("macro_average_precision", e => e.MacroAveragePrecision),
        .. Estimate("micro_average_precision", e => e.MicroAveragePrecision),
        .. Calibration("before", e => e.Uncalibrated),
        .. Calibration("after", e => e.Calibrated),
        .. Estimate("most_frequent_label_micro_f1", e => e.MostFrequentLabelMicroF1),
        .. Estimate("most_frequent_label_macro_f1", e => e.MostFrequentLabelMacroF1),
    ];

    private static IEnumerable<(string, Func<RunResult, string>)> Decision(string name)
    {
        (string, Func<RunResult, string>) Figure(string column, Func<DecisionReport, double> read) =>
            ($"{column}_{name}", r => r.Decision(name) is { } d ? Numbers.Exact(read(d)) : "");
        yield return Figure("micro_f1", d => d.Micro.F1);
        yield return Figure("micro_f1_low", d => d.MicroF1Interval.Low);
        yield return Figure("micro_f1_high", d => d.MicroF1Interval.High);
        yield return Figure("macro_f1", d => d.Macro.F1);
        yield return Figure("macro_f1_low", d => d.MacroF1Interval.Low);
        yield return Figure("macro_f1_high", d => d.MacroF1Interval.High);
        yield return Figure("weighted_f1", d => d.Weighted.F1);
    }

    private static IEnumerable<(string, Func<RunResult, string>)> Calibration(
        string when, Func<EvaluationReport, CalibrationReport> read) =>
    [
        .. Estimate($"ece_{when}", e => read(e).ExpectedCalibrationError),
        .. Estimate($"equal_mass_ece_{when}", e => read(e).EqualMassCalibrationError),
        ($"maximum_calibration_error_{when}", r => r.Evaluation is { } e ? Numbers.Exact(read(e).MaximumCalibrationError) : ""),
        .. Estimate($"debiased_squared_error_{when}", e => read(e).DebiasedSquaredError ?? new Estimate(null, null)),
        .. Estimate($"brier_{when}", e => read(e).Brier),
        .. Estimate($"nll_{when}", e => read(e).NegativeLogLikelihood),
    ];

    private static IEnumerable<(string, Func<RunResult, string>)> Estimate(string name, Func<EvaluationReport, Estimate> read) =>
    [
        (name, r => Numbers.Exact(r.Evaluation is { } e ? read(e).Value : null)),
        ($"{name}_low", r => Numbers.Exact(r.Evaluation is { } e ? read(e).Interval?.Low : null)),
        ($"{name}_high", r => Numbers.Exact(r.Evaluation is { } e ? read(e).Interval?.High : null)),
    ];

    private static string Count(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
