using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Benchmarks;

/// <summary>Encoders that are measured.</summary>
internal enum Shape
{
    /// <summary>all-MiniLM-L6-v2, its own weights.</summary>
    MiniLm,

    /// <summary>distilbert-base-uncased's shape, random weights.</summary>
    DistilBert,
}

/// <summary>How they are trained.</summary>
internal enum Method { Full, Lora, Dora }

/// <summary>Classifiers over 28 labels with a mean head and dropout 0.1 on hidden states, attention and head.</summary>
internal static class Networks
{
    private const double Dropout = 0.1;

    private static readonly LoraConfig Lora = new()
    {
        Rank = 8,
        Alpha = 16,
        Dropout = 0.05,
        TargetModules = new(
            [ModuleKinds.Query, ModuleKinds.Key, ModuleKinds.Value, ModuleKinds.AttentionOutput, ModuleKinds.FeedForwardInput,
                ModuleKinds.FeedForwardOutput]),
    };

    public static (SequenceClassifier Network, LoraAdapter? Adapter) Create(
        BenchmarkSettings settings, Shape shape, Method method, int labelCount)
    {
        var config = HuggingFaceConfig.Load(settings.Backbone)
            .Encoder with
        { HiddenDropout = Dropout, AttentionDropout = Dropout, ClassifierDropout = Dropout };
        var network = new SequenceClassifier(shape == Shape.MiniLm ? config : DistilBert(config), labelCount, HeadPooling.Mean);
        if (shape == Shape.MiniLm)
        {
            using var weights = WeightFolder.Open(settings.Backbone, config.Family);
            network.LoadWeights(weights, HeadWeights.Fresh, seed: 1);
        }
        else
        {
            network.InitializeAll(seed: 1);
            network.FreshParameters = [];
        }
        var adapter = method == Method.Full
            ? null
            : LoraAdapter.Apply(network, Lora with { UseDora = method == Method.Dora }, seed: 1);
        return (network, adapter);
    }

    private static EncoderConfig DistilBert(EncoderConfig minilm) => minilm with
    {
        Family = EncoderFamily.DistilBert,
        HiddenSize = 768,
        LayerCount = 6,
        HeadCount = 12,
        IntermediateSize = 3072,
        TypeVocabularySize = 0,
    };
}
