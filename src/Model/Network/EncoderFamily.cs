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

    /// <summary>DeBERTa, versions 2 and 3 (He et al. 2021, arXiv:2006.03654 and arXiv:2111.09543).</summary>
    public static EncoderFamily DebertaV2 => DebertaV2Family.Value;

    /// <summary>ModernBERT (Warner et al. 2024, arXiv:2412.13663).</summary>
    public static EncoderFamily ModernBert => ModernBertFamily.Value;

    /// <summary>Every family that a <c>config.json</c> may name. A new family is added here.</summary>
    public static IReadOnlyList<EncoderFamily> All => [Bert, DistilBert, Roberta, XlmRoberta, Electra, Mpnet, ModernBert, DebertaV2];

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

    /// <summary>The layer norms of the family's own classification head.</summary>
    public IReadOnlyList<string> HeadNorms { get; init; } = [];

    /// <summary>Makes the family's own classification head for a number of labels.</summary>
    public required Func<ModuleRegistry, int, ClassificationHead> CreateHead { get; init; }

    /// <summary>Makes the layers of an encoder, in the order in which data flows through them.</summary>
    public Func<ModuleRegistry, IReadOnlyList<IEncoderLayer>> CreateLayers { get; init; } = EncoderLayer.CreateAll;

    /// <summary>The names of the modules in one layer.</summary>
    public Func<EncoderConfig, int, LayerModules> ModulesOfLayer { get; init; } = LayerModules.OfPostNorm;

    /// <summary>The names of modules that all layers share, below the prefix; no linear layer is among them.</summary>
    public Func<EncoderConfig, IReadOnlyList<string>> ModulesOfEncoder { get; init; } = _ => [];

    /// <summary>What a network of the family is that is told nothing else.</summary>
    public FamilySettings DefaultSettings { get; init; } = FamilySettings.None;

    /// <summary>Reads <see cref="EncoderConfig.Own"/> of a configuration whose other values are read already.</summary>
    public Func<ISettings, EncoderConfig, FamilySettings> ReadSettings { get; init; } = (_, _) => FamilySettings.None;

    /// <summary>What stands before the names of layers of the head that a file has even without a classifier.</summary>
    public string? Pooler { get; init; }

    /// <summary>How the names of some tensors begin in the family's files and in no other's.</summary>
    public string Signature => TensorSignature ?? Names.Prefix + ".";

    /// <summary>Null where the prefix is the family's alone.</summary>
    public string? TensorSignature { get; init; }

    /// <summary>How the family numbers the positions of its tokens.</summary>
    public TokenPositions Positions { get; init; } = TokenPositions.FromZero;

    /// <summary>Whether dropout stands between attention's output and the sum with its input.</summary>
    public bool DropsOutAttentionOutput { get; init; } = true;

    /// <summary>The family's <see cref="ModelType"/>.</summary>
    public override string ToString() => ModelType;
}
