using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>A classifier with what its files say beside its weights.</summary>
/// <param name="Adapter">Null for full fine-tuning.</param>
/// <param name="Config">The backbone's, or its own.</param>
/// <param name="Labels">In the order of the logits.</param>
internal sealed record StoredClassifier(
    SequenceClassifier Network, LoraAdapter? Adapter, HuggingFaceConfig Config, IReadOnlyList<string> Labels) : IDisposable
{
    /// <summary>
    /// The backbone's pooler, where a mean head has no use for it: neither run, trained nor counted, only written again beside the encoder.
    /// Empty where the backbone has none.
    /// </summary>
    public IReadOnlyList<(string Name, WeightArray Value)> UnusedPooler { get; init; } = [];

    /// <summary>What became of the head in the backbone's folder, or in its own.</summary>
    public TrainedHead? Head { get; init; }

    /// <summary>What a person should know of where the weights came from, in sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>EXP4118: parameters are fresh that would be used as they are.</summary>
    /// <param name="folder">What the classifier was read from.</param>
    public Diagnostic HeadNotTrained(string folder) =>
        Problems.HeadNotTrained.In(folder, NameList.Of(Network.FreshParameters), string.Concat(Remarks.Select(r => " " + r)));

    public void Dispose() => Network.Dispose();
}

/// <summary><c>head.json</c>: what neither Transformers' nor PEFT's files say of a classifier.</summary>
internal sealed record HeadDescription(HeadPooling Pooling, IReadOnlyList<string> Labels)
{
    public const string FileName = "head.json";

    /// <summary>A mean head's weights, beside it.</summary>
    public const string WeightsName = "head.safetensors";

    /// <summary>Null where the folder has none.</summary>
    /// <exception cref="DiagnosticException">The file cannot be read or is not valid.</exception>
    public static HeadDescription? Find(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Json.Read<HeadDescription>(path) : null;
    }
}
