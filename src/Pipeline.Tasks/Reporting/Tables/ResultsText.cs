using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary>The results in a few lines of plain text: what a build ends with.</summary>
internal static class ResultsText
{
    private static readonly string[] Header = [
        "run", "seed", "trained parameters", "micro F1", "macro F1", "macro AP", "ECE before → after"];

    public static string Write(ReportInput input)
    {
        string[][] rows = [Header, .. input.Runs.Select(Row)];
        var widths = Enumerable.Range(0, Header.Length).Select(c => rows.Max(r => c < r.Length ? r[c].Length : 0)).ToArray();
        var lines = rows.Select(r => string.Join("  ", r.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        return $"{input.Experiment}: test, thresholds from validation\n{string.Join('\n', lines)}\n";
    }

    private static string[] Row(RunResult run) => run switch
    {
        { Failure: { } failure } => [run.Run, $"{run.Seed}", "failed: " + failure.ReplaceLineEndings(" ")],
        { Evaluation: { } e, Parameters: { } p } =>
        [
            run.Run, $"{run.Seed}", $"{Numbers.Count(p.Trained)} ({Numbers.Percent(p.Share)})",
            Interval(run.Decision(DecisionNames.Validation)?.Micro.F1, run.Decision(DecisionNames.Validation)?.MicroF1Interval),
            Interval(run.Decision(DecisionNames.Validation)?.Macro.F1, run.Decision(DecisionNames.Validation)?.MacroF1Interval),
            Numbers.Figure(e.MacroAveragePrecision.Value),
            $"{Numbers.Figure(e.Uncalibrated.ExpectedCalibrationError.Value)} → {Numbers.Figure(e.Calibrated.ExpectedCalibrationError.Value)}",
        ],
        _ => [run.Run, $"{run.Seed}", Numbers.Undefined],
    };

    private static string Interval(double? value, Interval? interval) =>
        interval is null
            ? Numbers.Figure(value)
            : $"{Numbers.Figure(value)} [{Numbers.Figure(interval.Low)}, {Numbers.Figure(interval.High)}]";
}
