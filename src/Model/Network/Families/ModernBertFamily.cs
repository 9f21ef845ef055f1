using static TorchSharp.torch;

namespace Emotune.Model.Network.Families;

/// <summary>ModernBERT (Warner et al. 2024, arXiv:2412.13663).</summary>
internal static class ModernBertFamily
{
    public static EncoderFamily Value { get; } = new()
    {
        ModelType = "modernbert",
        ClassName = "ModernBert",
        DisplayName = "ModernBERT",
        Names = new EncoderNames(
            "model", "layers", "attn.Wqkv", "attn.Wqkv", "attn.Wqkv", "attn.Wo", "attn_norm", "mlp.Wi", "mlp.Wo", "mlp_norm")
        {
            WordEmbeddings = "tok_embeddings",
            EmbeddingNorm = "norm",
            FinalNorm = "final_norm",
        },
        PretrainingHead = new PretrainingHeadNames("decoder.", "head.dense", "head.norm", "decoder.bias", "decoder.bias"),
        Keys = new EncoderConfigKeys(
            "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_activation",
            "mlp_dropout", "attention_dropout", "classifier_dropout")
        {
            LayerNormEpsilon = "norm_eps",
            DefaultLayerNormEpsilon = 1e-5,
            DefaultDropout = 0,
            DefaultClassifierDropout = 0,
            DefaultPadTokenId = 50283,
        },
        HeadModules = ["head.dense", "classifier"],
        HeadNorms = ["head.norm"],
        CreateHead = (modules, labels) => new ModernBertHead(modules, labels),
        CreateLayers = CreateLayers,
        ModulesOfLayer = (config, layer) => new(
            ["attn.Wqkv", "attn.Wo", "mlp.Wi", "mlp.Wo"], layer == 0 ? ["mlp_norm"] : ["attn_norm", "mlp_norm"]),
        DefaultSettings = new ModernBertSettings(),
        ReadSettings = ModernBertSettings.Read,
        // The decoder's own parameters are the output bias alone: masked language modelling trains the head as well.
        Pooler = "head",
        TensorSignature = "model.embeddings.tok_embeddings.",
    };

    private static IReadOnlyList<IEncoderLayer> CreateLayers(ModuleRegistry modules)
    {
        var (config, own) = (modules.Config, (ModernBertSettings)modules.Config.Own);
        RotaryTable near = new(own.LocalTheta, config.HeadSize), far = new(own.GlobalTheta, config.HeadSize);
        return [.. Enumerable.Range(0, config.LayerCount).Select(i => own.IsGlobal(i)
            ? new PreNormLayer(modules, modules.Names.Layer(i), i == 0, far, null, own.AttentionBias, own.FeedForwardBias)
            : new PreNormLayer(
                modules, modules.Names.Layer(i), i == 0, near, own.LocalAttention / 2, own.AttentionBias, own.FeedForwardBias))];
    }
}

internal sealed class ModernBertHead : ClassificationHead
{
    private readonly ModernBertSettings _own;
    private readonly Linear _dense, _classifier;
    private readonly DropoutSite _dropout;

    public ModernBertHead(ModuleRegistry modules, int labels)
    {
        var width = modules.Config.HiddenSize;
        _own = (ModernBertSettings)modules.Config.Own;
        _dense = modules.Linear("head.dense", width, width, _own.ClassifierBias);
        Norm = modules.LayerNorm("head.norm");
        _dropout = modules.Dropout(modules.Config.ClassifierDropout);
        _classifier = modules.Linear("classifier", width, labels);
    }

    internal LayerNorm Norm { get; }

    internal Activation Activation => _own.ClassifierActivation;

    public override Tensor Classify(Tensor features) => _classifier.Forward(
        _dropout.Forward(Norm.Forward(FeedForward.Activate(Activation, _dense.Forward(features)))));

    protected override Tensor Pool(Tensor states, Tensor attentionMask) =>
        _own.HeadPooling == HeadPooling.Mean ? Mean(states, attentionMask) : base.Pool(states, attentionMask);
}
