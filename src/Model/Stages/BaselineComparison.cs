using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Model.Stages;

/// <summary>One run and seed against the same one of another artifacts folder.</summary>
internal static class BaselineComparison
{
    /// <summary>
    /// Micro F1, macro F1 and macro average precision, here minus there; with intervals where both predicted the same test comments.
    /// </summary>
    /// <param name="there">The other folder of the run and seed.</param>
    /// <param name="here">The folder of the run and seed.</param>
    /// <returns>Null where the other folder has no evaluation of the run and seed.</returns>
    /// <exception cref="DiagnosticException">Files that are not what the stages wrote.</exception>
    public static IReadOnlyList<PairedDifference>? Of(string there, string here, BootstrapOptions options)
    {
        if (!File.Exists(Metrics(there)))
            return null;
        var (then, now) = (BaselineResult.ReadReport(Metrics(there)), Json.Read<EvaluationReport>(Metrics(here)));
        string[] labels = [.. now.Labels.Select(l => l.Name)];
        if (then.Labels.Select(l => l.Name).SequenceEqual(labels, StringComparer.Ordinal) && HasRun(there))
        {
            var (first, second) = (Read("there", there, labels), Read("here", here, labels));
            if (first.Test.Labels.AsSpan().SequenceEqual(second.Test.Labels))
                return PairedBootstrap.Compare(first, second, labels, options).Headlines;
        }
        return [
            .. Figures(then, Metrics(there))
                .Zip(
                    Figures(now, Metrics(here)),
                    (a, b) => new PairedDifference(a.Name, a.Value, b.Value, b.Value - a.Value, null, null, null))];
    }

    /// <summary>
    /// Whether a folder of a run and seed can be compared with, before anybody waits for what is to be compared. It may lack files.
    /// </summary>
    /// <exception cref="DiagnosticException">A file that is not what a stage wrote.</exception>
    public static void Check(string there)
    {
        if (!File.Exists(Metrics(there)))
            return;
        var report = BaselineResult.ReadReport(Metrics(there));
        if (HasRun(there))
            Read("there", there, [.. report.Labels.Select(l => l.Name)]);
    }

    private static bool HasRun(string folder) =>
        new[] { Predictions(folder), Calibration(folder), Thresholds(folder) }.All(File.Exists);

    private static string Metrics(string folder) =>
        Path.Combine(folder, StageLayout.Evaluate.Folder, StageLayout.Evaluate.Metrics);

    private static string Predictions(string folder) =>
        Path.Combine(folder, StageLayout.Predict.Folder, StageLayout.Predict.Test);

    private static string Calibration(string folder) =>
        Path.Combine(folder, StageLayout.Calibrate.Folder, StageLayout.Calibrate.Calibration);

    private static string Thresholds(string folder) =>
        Path.Combine(folder, StageLayout.Calibrate.Folder, StageLayout.Calibrate.Thresholds);

    private static PairedRun Read(string name, string folder, string[] labels) => new(
        name, BaselineResult.ReadPredictions(Predictions(folder), labels),
        BaselineResult.ReadCalibration(Calibration(folder), labels.Length),
        BaselineResult.ReadThresholds(Thresholds(folder), labels.Length));

    private static IEnumerable<(string Name, double? Value)> Figures(EvaluationReport report, string path)
    {
        var decided = report.Decisions.FirstOrDefault(d => d.Name == DecisionNames.Validation)
            ?? throw new DiagnosticException(Problems.JsonInvalid.In(path, $"it lacks the decisions '{DecisionNames.Validation}'."));
        return
        [
            (ValidationScore.MicroF1Name, decided.Micro.F1), (ValidationScore.MacroF1Name, decided.Macro.F1),
            (ValidationScore.MacroAveragePrecisionName, report.MacroAveragePrecision.Value),
        ];
    }
}
