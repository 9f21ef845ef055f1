using Emotune.Model.Network;

namespace Emotune.Model.Pretraining;

/// <summary>Hugging Face's names for the head of a family's masked language model. All three families' have the same parts.</summary>
/// <param name="Transform">The linear layer.</param>
/// <param name="Norm">The layer norm behind it.</param>
/// <param name="Bias">The output layer's bias; its table is the word table.</param>
/// <param name="OtherBias">The same bias's name in files of other versions.</param>
internal sealed record MaskedLanguageModelNames(string Transform, string Norm, string Bias, string OtherBias)
{
    /// <summary>The names that the modules have here, whatever the family.</summary>
    public static readonly MaskedLanguageModelNames DistilBert =
        new("vocab_transform", "vocab_layer_norm", "vocab_projector.bias", "vocab_projector.bias");

    private static readonly MaskedLanguageModelNames Bert = new(
        "cls.predictions.transform.dense", "cls.predictions.transform.LayerNorm", "cls.predictions.bias", "cls.predictions.decoder.bias");

    private static readonly MaskedLanguageModelNames Roberta = new(
        "lm_head.dense", "lm_head.layer_norm", "lm_head.bias", "lm_head.decoder.bias");

    public static MaskedLanguageModelNames Of(EncoderFamily family) => family switch
    {
        EncoderFamily.Bert => Bert,
        EncoderFamily.DistilBert => DistilBert,
        EncoderFamily.Roberta => Roberta,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, null),
    };

    /// <summary>The family's name of a parameter; the encoder's have theirs already.</summary>
    public string Name(string parameter)
    {
        if (parameter == DistilBert.Bias)
            return Bias;
        var (module, part) = (parameter[..parameter.LastIndexOf('.')], parameter[parameter.LastIndexOf('.')..]);
        return module == DistilBert.Transform ? Transform + part : module == DistilBert.Norm ? Norm + part : parameter;
    }

    public bool IsHead(string name) =>
        name == Bias || name.StartsWith(Transform + ".", StringComparison.Ordinal) || name.StartsWith(Norm + ".", StringComparison.Ordinal);
}
