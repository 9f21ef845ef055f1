using Emotune.Model.Lora;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>The adapters, in PEFT's terms.</summary>
/// <param name="Rank">r, at least 1.</param>
/// <param name="Alpha">The update is scaled by alpha ÷ rank, or alpha ÷ √rank with <paramref name="UseRslora"/>.</param>
/// <param name="Dropout">On the adapter's input, in [0, 1).</param>
/// <param name="ExcludeModules">Null for none.</param>
/// <param name="LayersToTransform">From zero; null for all layers.</param>
/// <param name="RankPattern">Regular expression → rank, in the file's order; the first that matches wins.</param>
/// <param name="AlphaPattern">Regular expression → alpha, in the file's order; the first that matches wins.</param>
/// <param name="LoraplusLrRatio">Learning rate of B ÷ that of A; null for one rate.</param>
/// <param name="ModulesToSave">Trained whole beside the head, which always is.</param>
internal sealed record LoraSpec(
    int Rank,
    double Alpha,
    double Dropout,
    ModuleSelection TargetModules,
    ModuleSelection? ExcludeModules,
    IReadOnlyList<int>? LayersToTransform,
    IReadOnlyList<KeyValuePair<string, int>> RankPattern,
    IReadOnlyList<KeyValuePair<string, double>> AlphaPattern,
    LoraBias Bias,
    bool UseRslora,
    bool UseDora,
    double? LoraplusLrRatio,
    IReadOnlyList<string> ModulesToSave)
{
    public LoraConfig ToConfig() => new()
    {
        Rank = Rank,
        Alpha = Alpha,
        Dropout = Dropout,
        TargetModules = TargetModules,
        ExcludeModules = ExcludeModules,
        LayersToTransform = LayersToTransform,
        RankPattern = RankPattern,
        AlphaPattern = AlphaPattern,
        Bias = Bias,
        UseRslora = UseRslora,
        UseDora = UseDora,
        ModulesToSave = ModulesToSave,
    };
}
