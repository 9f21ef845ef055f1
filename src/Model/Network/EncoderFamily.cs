using Emotune.Model.Network.Families;

namespace Emotune.Model.Network;

/// <summary>What tells one family of encoders from another. Each family's values stand in one file of <c>Families</c>.</summary>
internal sealed record EncoderFamily
{
    /// <summary>BERT (Devlin et al. 2019, arXiv:1810.04805).</summary>
    public static EncoderFamily Bert => BertFamily.Value;

    /// <summary>DistilBERT (Sanh et al. 2019, arXiv:1910.01108).</summary>
    public static EncoderFamily DistilBert => DistilBertFamily.Value;

    /// <summary>RoBERTa (Liu et al. 2019, arXiv:1907.11692).</summary>
    public static EncoderFamily Roberta => RobertaFamily.Value;

    /// <summary>XLM-R (Conneau et al. 2020, arXiv:1911.02116).</summary>
    public static EncoderFamily XlmRoberta => XlmRobertaFamily.Value;

    /// <summary>ELECTRA (Clark et al. 2020, arXiv:2003.10555).</summary>
    public static EncoderFamily Electra => ElectraFamily.Value;

    /// <summary>MPNet (Song et al. 2020, arXiv:2004.09297).</summary>
    public static EncoderFamily Mpnet => MpnetFamily.Value;

    /// <summary>Every family that a <c>config.json</c> may name. A new family is added here.</summary>
    public static IReadOnlyList<EncoderFamily> All => [Bert, DistilBert, Roberta, XlmRoberta, Electra, Mpnet];

    /// <summary>The family that <c>config.json</c> calls <paramref name="modelType"/>; null where there is none.</summary>
    public static EncoderFamily? Find(string modelType) => All.FirstOrDefault(f => f.ModelType == modelType);

    /// <summary>The family's <c>model_type</c> in <c>config.json</c>.</summary>
    public required string ModelType { get; init; }

    /// <summary>The family's name in the names of Transformers' classes, such as <c>DistilBert</c>Model.</summary>
    public required string ClassName { get; init; }

    /// <summary>The family's name in messages.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The names of the encoder's modules.</summary>
    public required EncoderNames Names { get; init; }

    /// <summary>The names of the head for masked language modelling.</summary>
    public required PretrainingHeadNames PretrainingHead { get; init; }

    /// <summary>The keys of the family's <c>config.json</c>.</summary>
    public required EncoderConfigKeys Keys { get; init; }

    /// <summary>The linear layers of the family's own classification head, the one that gives the logits last.</summary>
    public required IReadOnlyList<string> HeadModules { get; init; }

    /// <summary>Makes the family's own classification head for a number of labels.</summary>
    public required Func<ModuleRegistry, int, ClassificationHead> CreateHead { get; init; }

    /// <summary>How the family numbers the positions of its tokens.</summary>
    public TokenPositions Positions { get; init; } = TokenPositions.FromZero;

    /// <summary>Whether dropout stands between attention's output and the sum with its input.</summary>
    public bool DropsOutAttentionOutput { get; init; } = true;

    /// <summary>The family's <see cref="ModelType"/>.</summary>
    public override string ToString() => ModelType;
}
