using Emotune.Metrics;
using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Guards;

/// <summary>Takes from the report's input what guards look at.</summary>
internal static class FactsReader
{
    /// <summary>Without a pair: the data alone.</summary>
    public static GuardFacts Read(ReportInput input, (RunGroup Full, RunGroup Lora)? pair = null) => new(
        [.. input.Runs.Select(r => r.Seed).Distinct()], input.Dataset,
        pair is not { Full: var full, Lora: var lora } ? null : new GuardedPair(
            Run(input, full), Run(input, lora), input.Contrast(full.Name, lora.Name), TrainingLoad.Difference(input, full, lora)));

    private static GuardedRun Run(ReportInput input, RunGroup group)
    {
        var recipe = input.Recipes[group.Name];
        var rates = RunGroup.Of(input.Runs).Where(g => g.Method == group.Method && g.Finished.Count > 0)
            .Select(g => input.Recipes[g.Name]).Where(r => r.IsSameButForTheRate(recipe))
            .Select(r => new TriedRate(r.LearningRate, r.WrittenAs)).Distinct().OrderBy(r => r.Rate);
        return new GuardedRun(
            group.Name, group.Finished.Count, input.Search is not null, recipe, [.. rates],
            [.. group.Finished.Where(r => r.Epochs.Count > 0).Select(r => Gain(r, recipe.StoppingMetric))]);
    }

    private static LastGain Gain(RunResult run, ValidationMetric metric)
    {
        var sign = metric.HigherIsBetter() ? 1 : -1;
        double[] values = [.. run.Epochs.OrderBy(e => e.Epoch).Select(e => sign * Value(e, metric))];
        return new LastGain(run.Seed, values.Length, values.Length < 2 ? null : values[^1] - values[..^1].Max());
    }

    private static double Value(EpochLog epoch, ValidationMetric metric) => metric switch
    {
        ValidationMetric.MicroF1 => epoch.MicroF1,
        ValidationMetric.MacroF1 => epoch.MacroF1,
        ValidationMetric.MacroAveragePrecision => epoch.MacroAveragePrecision,
        ValidationMetric.Loss => epoch.ValidationLoss,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, null),
    };
}
