using static TorchSharp.torch;

namespace Emotune.Model.Network.Families;

/// <summary>BERT (Devlin et al. 2019, arXiv:1810.04805).</summary>
internal static class BertFamily
{
    public static EncoderFamily Value { get; } = new()
    {
        ModelType = "bert",
        ClassName = "Bert",
        DisplayName = "BERT",
        Names = new EncoderNames(
            "bert", "encoder.layer",
            "attention.self.query", "attention.self.key", "attention.self.value",
            "attention.output.dense", "attention.output.LayerNorm",
            "intermediate.dense", "output.dense", "output.LayerNorm"),
        PretrainingHead = new PretrainingHeadNames(
            "cls.predictions.", "cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm",
            "cls.predictions.bias", "cls.predictions.decoder.bias"),
        Keys = new EncoderConfigKeys(
            "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act",
            "hidden_dropout_prob", "attention_probs_dropout_prob", "classifier_dropout")
        {
            TypeVocabularySize = "type_vocab_size",
            LayerNormEpsilon = "layer_norm_eps",
        },
        HeadModules = ["bert.pooler.dense", "classifier"],
        CreateHead = (modules, labels) => new BertHead(modules, labels),
    };
}

internal sealed class BertHead(ModuleRegistry modules, int labels) : ClassificationHead
{
    private readonly Linear _pooler = modules.Linear(
        $"{modules.Names.Prefix}.pooler.dense", modules.Config.HiddenSize, modules.Config.HiddenSize);
    private readonly DropoutSite _dropout = modules.Dropout(modules.Config.ClassifierDropout);
    private readonly Linear _classifier = modules.Linear("classifier", modules.Config.HiddenSize, labels);

    public override Tensor Classify(Tensor features) => _classifier.Forward(_dropout.Forward(_pooler.Forward(features).tanh()));
}
