using static TorchSharp.torch;

namespace Emotune.Model.Network.Families;

/// <summary>DeBERTa, versions 2 and 3 (He et al. 2021, arXiv:2006.03654 and arXiv:2111.09543).</summary>
internal static class DebertaV2Family
{
    public static EncoderFamily Value { get; } = new()
    {
        ModelType = "deberta-v2",
        ClassName = "DebertaV2",
        DisplayName = "DeBERTa-v2",
        Names = BertFamily.Value.Names with
        {
            Prefix = "deberta",
            Query = "attention.self.query_proj",
            Key = "attention.self.key_proj",
            Value = "attention.self.value_proj",
        },
        PretrainingHead = BertFamily.Value.PretrainingHead,
        Keys = BertFamily.Value.Keys with
        {
            ClassifierDropout = "cls_dropout",
            DefaultLayerNormEpsilon = 1e-7,
            DefaultTypeVocabularySize = 0,
        },
        HeadModules = ["pooler.dense", "classifier"],
        CreateHead = (modules, labels) => new DebertaV2Head(modules, labels),
        CreateLayers = CreateLayers,
        ModulesOfLayer = ModulesOfLayer,
        ModulesOfEncoder = ModulesOfEncoder,
        DefaultSettings = new DebertaV2Settings(),
        ReadSettings = DebertaV2Settings.Read,
        Pooler = "pooler",
        // The first version's prefix is the same.
        TensorSignature = "deberta.encoder.layer.0.attention.self.query_proj.",
    };

    private static IReadOnlyList<IEncoderLayer> CreateLayers(ModuleRegistry modules)
    {
        var (config, own) = (modules.Config, (DebertaV2Settings)modules.Config.Own);
        var encoder = $"{modules.Names.Prefix}.encoder";
        var positions = new RelativePositions(
            modules, $"{encoder}.rel_embeddings", own.NormsPositions ? $"{encoder}.LayerNorm" : null, own.Buckets,
            own.FarthestPosition(config));
        return [.. Enumerable.Range(0, config.LayerCount).Select(i => modules.Names.Layer(i)).Select(name => new DisentangledLayer(
            modules, name, new DisentangledAttention(
                modules, name, positions, own.ContentToPosition, own.PositionToContent, !own.SharesKeys)))];
    }

    private static LayerModules ModulesOfLayer(EncoderConfig config, int layer)
    {
        var own = (DebertaV2Settings)config.Own;
        var plain = LayerModules.OfPostNorm(config, layer);
        string[] distances = [
            .. own is { SharesKeys: false, ContentToPosition: true } ? [DisentangledAttention.OwnKey] : Array.Empty<string>(),
            .. own is { SharesKeys: false, PositionToContent: true } ? [DisentangledAttention.OwnQuery] : Array.Empty<string>()];
        return plain with { Linears = [.. plain.Linears.Take(3), .. distances, .. plain.Linears.Skip(3)] };
    }

    private static IReadOnlyList<string> ModulesOfEncoder(EncoderConfig config) => ((DebertaV2Settings)config.Own).NormsPositions
        ? ["encoder.rel_embeddings", "encoder.LayerNorm"]
        : ["encoder.rel_embeddings"];
}

internal sealed class DebertaV2Head : ClassificationHead
{
    private readonly DropoutSite _inputDropout, _dropout;
    private readonly Linear _pooler, _classifier;

    public DebertaV2Head(ModuleRegistry modules, int labels)
    {
        var (config, own) = (modules.Config, (DebertaV2Settings)modules.Config.Own);
        Activation = own.PoolerActivation;
        _inputDropout = modules.Dropout(own.PoolerDropout);
        _pooler = modules.Linear("pooler.dense", config.HiddenSize, config.HiddenSize);
        _dropout = modules.Dropout(config.ClassifierDropout);
        _classifier = modules.Linear("classifier", config.HiddenSize, labels);
    }

    internal Activation Activation { get; }

    public override Tensor Classify(Tensor features) => _classifier.Forward(
        _dropout.Forward(FeedForward.Activate(Activation, _pooler.Forward(_inputDropout.Forward(features)))));
}
