using static TorchSharp.torch;

namespace Emotune.Model.Network.Families;

/// <summary>DistilBERT (Sanh et al. 2019, arXiv:1910.01108): BERT without token types and without a pooler.</summary>
internal static class DistilBertFamily
{
    public static EncoderFamily Value { get; } = new()
    {
        ModelType = "distilbert",
        ClassName = "DistilBert",
        DisplayName = "DistilBERT",
        Names = new EncoderNames(
            "distilbert", "transformer.layer",
            "attention.q_lin", "attention.k_lin", "attention.v_lin",
            "attention.out_lin", "sa_layer_norm",
            "ffn.lin1", "ffn.lin2", "output_layer_norm"),
        PretrainingHead = new PretrainingHeadNames(
            "vocab_", "vocab_transform", "vocab_layer_norm", "vocab_projector.bias", "vocab_projector.bias"),
        Keys = new EncoderConfigKeys(
            "dim", "n_layers", "n_heads", "hidden_dim", "activation", "dropout", "attention_dropout", "seq_classif_dropout")
        {
            DefaultClassifierDropout = 0.2,
            Constants = [("sinusoidal_pos_embds", false)],
        },
        HeadModules = ["pre_classifier", "classifier"],
        CreateHead = (modules, labels) => new DistilBertHead(modules, labels),
        DropsOutAttentionOutput = false,
    };
}

internal sealed class DistilBertHead(ModuleRegistry modules, int labels) : ClassificationHead
{
    private readonly Linear _preClassifier = modules.Linear("pre_classifier", modules.Config.HiddenSize, modules.Config.HiddenSize);
    private readonly DropoutSite _dropout = modules.Dropout(modules.Config.ClassifierDropout);
    private readonly Linear _classifier = modules.Linear("classifier", modules.Config.HiddenSize, labels);

    public override Tensor Classify(Tensor features) => _classifier.Forward(_dropout.Forward(_preClassifier.Forward(features).relu()));
}
