namespace Emotune.Model.Network.Families;

/// <summary>MPNet (Song et al. 2020, arXiv:2004.09297): RoBERTa without token types, with biases of attention by distance.</summary>
internal static class MpnetFamily
{
    public static EncoderFamily Value { get; } = RobertaFamily.Value with
    {
        ModelType = "mpnet",
        ClassName = "MPNet",
        DisplayName = "MPNet",
        Names = new EncoderNames(
            "mpnet", "encoder.layer",
            "attention.attn.q", "attention.attn.k", "attention.attn.v",
            "attention.attn.o", "attention.LayerNorm",
            "intermediate.dense", "output.dense", "output.LayerNorm"),
        PretrainingHead = RobertaFamily.Value.PretrainingHead with { Activation = Activation.Gelu },
        Keys = RobertaFamily.Value.Keys with
        {
            TypeVocabularySize = null,
            ClassifierDropout = null,
            // The embeddings have the padding as a constant.
            FixesPadTokenId = true,
            AttentionBuckets = "relative_attention_num_buckets",
        },
    };
}
