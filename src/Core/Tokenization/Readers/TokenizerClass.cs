using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>What a tokenizer class makes its tokenizer of.</summary>
internal enum TokenizerKind
{
    /// <summary>BERT's words, and WordPiece within a word.</summary>
    WordPiece,

    /// <summary>GPT-2's words, and byte-level BPE within a word.</summary>
    ByteLevel,

    /// <summary>SentencePiece's Unigram, in which a sign stands for a space.</summary>
    Unigram,

    /// <summary>Whatever tokenizer.json says.</summary>
    Json,
}

/// <summary>
/// A tokenizer class of Transformers 5. Except for <see cref="TokenizerKind.Json"/>, it takes vocabulary, merges and added tokens from
/// the files, and everything else from tokenizer_config.json or from its own defaults.
/// </summary>
/// <param name="Tokens">The special tokens that it has where no file names one, by their keys.</param>
internal sealed record TokenizerClass(string Name, TokenizerKind Kind, IReadOnlyDictionary<string, string> Tokens)
{
    public const string Key = "tokenizer_class";

    private const string ModelTypeKey = "model_type", FastEnding = "Fast";
    private const string BertName = "BertTokenizer", RobertaName = "RobertaTokenizer", MpnetName = "MPNetTokenizer",
        XlmRobertaName = "XLMRobertaTokenizer", DebertaV2Name = "DebertaV2Tokenizer";

    private static readonly Dictionary<string, string> BertTokens = new(StringComparer.Ordinal)
    {
        ["unk_token"] = "[UNK]",
        ["sep_token"] = "[SEP]",
        ["pad_token"] = "[PAD]",
        ["cls_token"] = "[CLS]",
        ["mask_token"] = "[MASK]",
    };

    private static readonly Dictionary<string, string> RobertaTokens = new(StringComparer.Ordinal)
    {
        ["bos_token"] = "<s>",
        ["eos_token"] = "</s>",
        ["unk_token"] = "<unk>",
        ["sep_token"] = "</s>",
        ["pad_token"] = "<pad>",
        ["cls_token"] = "<s>",
        ["mask_token"] = "<mask>",
    };

    private static readonly Dictionary<string, TokenizerClass> Known = new[]
    {
        Bert(BertName), Bert("DistilBertTokenizer"), Bert("ElectraTokenizer"), Bert("MobileBertTokenizer"), Bert("ConvBertTokenizer"),
        Bert("SqueezeBertTokenizer"), Roberta(RobertaName), Roberta("BartTokenizer"), Roberta("LongformerTokenizer"),
        new TokenizerClass(MpnetName, TokenizerKind.WordPiece, new Dictionary<string, string>(RobertaTokens) { ["unk_token"] = "[UNK]" })
        {
            MaskTakesSpace = true,
            TokensAreNormalized = true,
            Trimming = new OffsetTrimming(AddPrefixSpace: false),
        },
        new TokenizerClass(XlmRobertaName, TokenizerKind.Unigram, RobertaTokens)
        {
            MaskTakesSpace = true,
            Unigram = UnigramClass.XlmRoberta,
        },
        new TokenizerClass(
            DebertaV2Name, TokenizerKind.Unigram,
            new Dictionary<string, string>(BertTokens) { ["bos_token"] = "[CLS]", ["eos_token"] = "[SEP]" })
        {
            Unigram = UnigramClass.DebertaV2,
        },
    }.ToDictionary(known => known.Name, StringComparer.Ordinal);

    // Other classes of Transformers, with rules of their own. A name that it does not have means that tokenizer.json is followed.
    private static readonly HashSet<string> Foreign =
    [
        .. """
            Albert Barthez Bartpho BertGeneration BertJapanese Bertweet BigBird BioGpt Blenderbot BlenderbotSmall Bloom ByT5 CLIP
            Camembert Canine CodeLlama Cohere Cpm DPRContextEncoder DPRQuestionEncoder DPRReader Deberta Esm FNet Flaubert
            Funnel GPT2 GPTNeoX GPTNeoXJapanese GPTSw3 Gemma Herbert LED LayoutLMv2 LayoutLMv3 LayoutXLM Llama Luke Lxmert M2M100
            MBart MBart50 MLuke Marian MarkupLM Mvp MyT5 Nllb OpenAIGPT PLBart Pegasus Perceiver Phobert ProphetNet Qwen2 Reformer
            RemBert RoCBert RoFormer Siglip Splinter T5 Tapas Udop XGLM XLM XLNet
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(name => name + "Tokenizer"),
    ];

    private static readonly Dictionary<string, string> ByModelType = new(StringComparer.Ordinal)
    {
        ["bert"] = BertName,
        ["deberta-v2"] = DebertaV2Name,
        ["distilbert"] = "DistilBertTokenizer",
        ["electra"] = BertName,
        ["mpnet"] = MpnetName,
        ["roberta"] = RobertaName,
        ["xlm-roberta"] = XlmRobertaName,
    };

    /// <summary>Whether the class makes its mask token take the white space before it along, where no file describes that token.</summary>
    public bool MaskTakesSpace { get; init; }

    /// <summary>Whether special tokens are looked for in the normalised text, where no file describes them.</summary>
    public bool TokensAreNormalized { get; init; }

    /// <summary>How a WordPiece class trims offsets, of which those of added tokens alone may have spaces; null for not at all.</summary>
    public OffsetTrimming? Trimming { get; private init; }

    /// <summary>How the class builds a Unigram tokenizer; null for classes of other kinds.</summary>
    public UnigramClass? Unigram { get; private init; }

    /// <summary>The class that follows tokenizer.json.</summary>
    public static TokenizerClass Json { get; } =
        new("PreTrainedTokenizerFast", TokenizerKind.Json, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>
    /// The class of a folder: as tokenizer_config.json names it, else config.json, else by the model's type. Null where none of them says.
    /// </summary>
    /// <exception cref="DiagnosticException">EXP3519: its rules are not known.</exception>
    public static TokenizerClass? Find(string folder, JsonSection config)
    {
        if (Find(config) is { } named)
            return named;
        var model = JsonSection.ReadIfThere(Path.Combine(folder, TokenizerFolder.ModelConfig));
        if (Find(model) is { } second)
            return second;
        return model[ModelTypeKey].Element.ValueKind == System.Text.Json.JsonValueKind.String
            && ByModelType.TryGetValue(model[ModelTypeKey].Text(), out var name) ? Known[name] : null;
    }

    /// <summary>The class that a configuration names; null for none.</summary>
    public static TokenizerClass? Find(JsonSection config) => config[Key].OptionalText() is { } name ? Of(name, config[Key]) : null;

    /// <summary>The class that reads a vocabulary of a kind where no class is named.</summary>
    // As RoBERTa's tokenizer was published, with vocab.json and merges.txt alone; Transformers 5 needs a config.json to read it.
    public static TokenizerClass Unnamed(TokenizerKind kind) => kind switch
    {
        TokenizerKind.WordPiece => Known[BertName],
        TokenizerKind.Unigram => Known[XlmRobertaName],
        _ => Known[RobertaName] with { MaskTakesSpace = true },
    };

    /// <summary>The class whose SentencePiece model has that name.</summary>
    public static TokenizerClass OfModel(string file) => Known.Values.First(known => known.Unigram?.ModelFile == file);

    private static TokenizerClass Of(string given, JsonSection section)
    {
        var name = given.EndsWith(FastEnding, StringComparison.Ordinal) ? given[..^FastEnding.Length] : given;
        if (Known.TryGetValue(name, out var known))
            return known;
        return Foreign.Contains(name)
            ? throw new DiagnosticException(Problems.TokenizerClassUnknown.In(
                section.File, section.Path, given, string.Join(", ", Known.Keys.Append(Json.Name))))
            : Json with { Name = given };
    }

    private static TokenizerClass Bert(string name) => new(name, TokenizerKind.WordPiece, BertTokens);

    private static TokenizerClass Roberta(string name) => new(name, TokenizerKind.ByteLevel, RobertaTokens);
}
