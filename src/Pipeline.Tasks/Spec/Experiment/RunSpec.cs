namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>
/// One way of training, with the experiment's <c>head</c> and <c>training</c> and the run's own changes to them worked in.
/// </summary>
/// <param name="Name">Also the name of the run's folder.</param>
/// <param name="LearningRate">The peak rate of the encoder or its adapters; the head's is <see cref="HeadSpec.LearningRateMultiplier"/>
/// times that.</param>
/// <param name="Lora">Null for <see cref="RunMethod.Full"/>, never for <see cref="RunMethod.Lora"/>.</param>
/// <param name="InitializeFrom">A folder with the files of an earlier run to start from, as written; null to start from the
/// backbone.</param>
public sealed record RunSpec(
    string Name,
    RunMethod Method,
    double LearningRate,
    LoraSpec? Lora,
    string? InitializeFrom,
    HeadSpec Head,
    TrainingSpec Training);

public enum RunMethod { Full, Lora }

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
public sealed record LoraSpec(
    int Rank,
    double Alpha,
    double Dropout,
    ModuleSelector TargetModules,
    ModuleSelector? ExcludeModules,
    IReadOnlyList<int>? LayersToTransform,
    IReadOnlyList<KeyValuePair<string, int>> RankPattern,
    IReadOnlyList<KeyValuePair<string, double>> AlphaPattern,
    LoraBias Bias,
    bool UseRslora,
    bool UseDora,
    double? LoraplusLrRatio,
    IReadOnlyList<string> ModulesToSave);

/// <summary>Linear layers by name: exactly one of the two is given.</summary>
/// <param name="Names">Family-neutral kinds (<c>query</c>, <c>ffn_input</c>, …) or suffixes of module names.</param>
/// <param name="Pattern"><c>all-linear</c>, or a regular expression that a whole module name must match.</param>
public sealed record ModuleSelector(IReadOnlyList<string>? Names, string? Pattern)
{
    /// <summary>PEFT's word for every linear layer but the head.</summary>
    public const string AllLinear = "all-linear";
}

/// <summary>Which bias terms a LoRA run trains.</summary>
public enum LoraBias { None, All, LoraOnly }
