using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Tokenization.Readers;

namespace Emotune.Model.Stages;

/// <summary>The names of the files in a model's folder, as Hugging Face's libraries and PEFT call them.</summary>
internal static class ModelLayout
{
    public const string Configuration = HuggingFaceConfig.FileName;
    public const string Weights = WeightFolder.FileName;

    /// <summary>The file that says which shard holds which weight.</summary>
    public const string WeightIndex = WeightFolder.IndexName;

    public const string AdapterConfiguration = AdapterConfig.FileName;
    public const string AdapterWeights = AdapterConfig.WeightsName;

    /// <summary>The file of what neither library's files say of a classifier.</summary>
    public const string Head = HeadDescription.FileName;

    public const string HeadWeights = HeadDescription.WeightsName;

    /// <summary>The file that names a tokenizer's class; every folder that Emotune writes has it.</summary>
    public const string TokenizerConfiguration = TokenizerFolder.Config;

    /// <summary>The files that a tokenizer may have.</summary>
    public static IReadOnlyList<string> Tokenizer => TokenizerFolder.Names;

    /// <summary>Every name that is known without a look at the model, the weights last.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [Configuration, .. TokenizerFolder.Names, AdapterConfiguration, AdapterWeights, Head, HeadWeights, WeightIndex, Weights];

    /// <summary>Those of which one is enough to know the word pieces.</summary>
    public static IReadOnlyList<string> Vocabularies => TokenizerFolder.Vocabularies;
}
