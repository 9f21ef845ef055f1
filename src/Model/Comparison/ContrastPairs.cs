using Emotune.Model.Training;

namespace Emotune.Model.Comparison;

/// <summary>Which runs are held against each other.</summary>
internal static class ContrastPairs
{
    /// <summary>
    /// With a search, full fine-tuning's chosen run with LoRA's. Without, the first full run with each LoRA run; where either method has
    /// no run, the first run with each other one.
    /// </summary>
    public static IReadOnlyList<(TRun First, TRun Second)> Of<TRun>(IReadOnlyList<TRun> runs, MethodSearch? search) where TRun : IMethodRun
    {
        if (search is not null)
            runs = [.. runs.Where(r => search.Methods.Any(m => m.Chosen == r.Name))];
        var full = runs.Where(r => r.Method == FineTuningMethod.Full).Take(1).ToList();
        var lora = runs.Where(r => r.Method == FineTuningMethod.Lora).ToList();
        return full.Count > 0 && lora.Count > 0
            ? [.. lora.Select(r => (full[0], r))]
            : [.. runs.Skip(1).Select(r => (runs[0], r))];
    }
}
