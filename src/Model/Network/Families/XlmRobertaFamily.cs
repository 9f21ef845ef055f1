namespace Emotune.Model.Network.Families;

/// <summary>XLM-R (Conneau et al. 2020, arXiv:1911.02116): RoBERTa over a vocabulary of a hundred languages.</summary>
internal static class XlmRobertaFamily
{
    // The names keep RoBERTa's prefix.
    public static EncoderFamily Value { get; } = RobertaFamily.Value with
    {
        ModelType = "xlm-roberta",
        ClassName = "XLMRoberta",
        DisplayName = "XLM-R",
        PretrainingHead = RobertaFamily.Value.PretrainingHead with { Activation = Activation.Gelu },
    };
}
