using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>Every value of an experiment that can change a result, as the report lists them.</summary>
internal static class ShownValues
{
    private static readonly string[] OfExperiment =
        ["name", "data", "backbone", "prediction", "seeds", "calibration", "thresholds", "evaluation", "explanation", "comparison",
            "report", "data_card"];

    private static readonly string[] OfRun = ["method", "learning_rate", "lora", "initialize_from", "head", "training"];

    /// <summary>By name, sorted; a run's own as <c>runs.NAME.training.epochs</c>.</summary>
    public static SortedDictionary<string, string> Of(ExperimentSpec spec)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        // How often a checkpoint is written changes no bit of any result.
        foreach (var (name, value) in SpecParameters.For(spec, null, OfExperiment)
            .Where(p => p.Key != "backbone.pretrain.checkpoint_seconds"))
        {
            values.Add(name, value);
        }

        foreach (var set in spec.Evaluation.ExtraSets ?? [])
        {
            foreach (var (name, value) in SpecParameters.For(set))
                values.Add($"evaluation.extra_sets.{set.Name}.{name}", value);
        }
        foreach (var run in spec.Runs)
        {
            foreach (var (name, value) in SpecParameters.For(spec, run, OfRun).Where(p => p.Key != "training.checkpoint_seconds"))
                values.Add($"runs.{run.Name}.{name}", value);
        }
        return values;
    }
}
