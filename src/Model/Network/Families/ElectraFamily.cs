using static TorchSharp.torch;

namespace Emotune.Model.Network.Families;

/// <summary>ELECTRA (Clark et al. 2020, arXiv:2003.10555): BERT's layers over embeddings that may be narrower.</summary>
internal static class ElectraFamily
{
    public static EncoderFamily Value { get; } = new()
    {
        ModelType = "electra",
        ClassName = "Electra",
        DisplayName = "ELECTRA",
        Names = BertFamily.Value.Names with { Prefix = "electra" },
        // The generator's. What is published as ELECTRA is mostly the discriminator, which learnt to tell replaced tokens.
        PretrainingHead = new PretrainingHeadNames(
            "generator_", "generator_predictions.dense", "generator_predictions.LayerNorm",
            "generator_lm_head.bias", "generator_lm_head.bias")
        {
            Activation = Activation.Gelu,
            OtherPrefix = "discriminator_predictions.",
            MayBeFresh = false,
        },
        Keys = BertFamily.Value.Keys with { EmbeddingSize = "embedding_size" },
        HeadModules = RobertaFamily.Value.HeadModules,
        // Exact GELU, whatever the layers have.
        CreateHead = (modules, labels) => new RobertaHead(modules, labels, x => nn.functional.gelu(x)),
    };
}
