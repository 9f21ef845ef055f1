using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Results;

/// <summary>Takes from the experiment how a run was trained.</summary>
internal static class RecipeReader
{
    // How often a checkpoint is written changes no bit of any result.
    private const string Checkpoints = "training.checkpoint_seconds";

    public static RunRecipe Read(ExperimentSpec spec, RunSpec run) => new(
        run.WrittenAs, run.LearningRate,
        run.Training.EarlyStopping?.Metric ?? spec.Comparison.Search ?? ValidationMetric.MacroAveragePrecision,
        Values(spec, run, "head", "training", "initialize_from"), Values(spec, run, "lora"));

    private static Dictionary<string, string> Values(ExperimentSpec spec, RunSpec run, params string[] keys) =>
        SpecParameters.For(spec, run, keys).Where(p => p.Key != Checkpoints).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
