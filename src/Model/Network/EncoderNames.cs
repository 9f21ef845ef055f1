namespace Emotune.Model.Network;

/// <summary>The names that Hugging Face gives to a family's modules.</summary>
/// <param name="Prefix">What stands before an encoder's names inside of a model with a head.</param>
/// <param name="Layers">The list of layers, below the prefix.</param>
public sealed record EncoderNames(
    string Prefix,
    string Layers,
    string Query,
    string Key,
    string Value,
    string AttentionOutput,
    string AttentionNorm,
    string FeedForwardInput,
    string FeedForwardOutput,
    string OutputNorm)
{
    private static readonly EncoderNames Bert = new(
        "bert", "encoder.layer",
        "attention.self.query", "attention.self.key", "attention.self.value",
        "attention.output.dense", "attention.output.LayerNorm",
        "intermediate.dense", "output.dense", "output.LayerNorm");

    private static readonly EncoderNames Roberta = Bert with { Prefix = "roberta" };

    private static readonly EncoderNames DistilBert = new(
        "distilbert", "transformer.layer",
        "attention.q_lin", "attention.k_lin", "attention.v_lin",
        "attention.out_lin", "sa_layer_norm",
        "ffn.lin1", "ffn.lin2", "output_layer_norm");

    public static EncoderNames Of(EncoderFamily family) => family switch
    {
        EncoderFamily.Bert => Bert,
        EncoderFamily.DistilBert => DistilBert,
        EncoderFamily.Roberta => Roberta,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    public string Layer(int index) => FormattableString.Invariant($"{Prefix}.{Layers}.{index}");

    public string Embeddings => $"{Prefix}.embeddings";
}
