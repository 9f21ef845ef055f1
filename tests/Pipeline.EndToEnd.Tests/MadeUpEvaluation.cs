using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Figures for a run of the recording worker's, which have none.</summary>
internal static class MadeUpEvaluation
{
    /// <param name="folder">The folder of a run and seed.</param>
    /// <param name="f1">In [0, 1].</param>
    public static void Write(string folder, double f1)
    {
        File.Delete(Path.Combine(folder, "predict/test.parquet"));
        var (scores, interval, none) = (new Scores(f1, f1, f1), new Interval(0, 1, 0.95), new Estimate(null, null));
        var calibration = new CalibrationReport(none, none, 0, none, none);
        Json.Write(Path.Combine(folder, "evaluate/metrics.json"), new EvaluationReport(
            3, [new DecisionReport("validation", false, scores, scores, scores, scores, interval, interval, 0, 0, 0)], none, none,
            calibration, calibration, none, none, [new LabelReport("joy", 1, none, null, 0.5, scores, scores, 0, 0, 0, 0, 0, 0)]));
    }
}
