using Emotune.Model.Prediction;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>How long a run's comments take, as Predict measured it.</summary>
internal static class RunLatency
{
    public const string NotMeasured = "not measured";

    private static readonly string Predict = StageLayout.Predict.Stage.CostName;

    /// <summary>Null where Predict did not measure it.</summary>
    public static PredictionLatency? Latency(this RunResult run) => run.Costs.GetValueOrDefault(Predict)?.Latency;

    /// <summary>A whole sentence on the run's seeds, and its space before it.</summary>
    public static string Said(RunGroup run)
    {
        PredictionLatency[] measured = [.. run.Finished.Select(Latency).OfType<PredictionLatency>()];
        if (measured.Length == 0)
            return $" The time of a single comment was {NotMeasured}.";
        var (median, high, batch) = (
            measured.Average(m => m.MedianSeconds), measured.Average(m => m.HighSeconds), measured.Average(m => m.BatchSeconds));
        return $" A single comment took {Numbers.Milliseconds(median)} (95 % of them at most {Numbers.Milliseconds(high)}), and a batch of "
            + $"{Numbers.Count(measured[0].BatchComments)} took {Numbers.Milliseconds(batch)}, in {measured[0].Precision}.";
    }
}
