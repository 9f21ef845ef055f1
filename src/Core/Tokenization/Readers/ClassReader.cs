using Emotune.Diagnostics;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization.Readers;

/// <summary>A tokenizer as one of Transformers' classes builds it.</summary>
internal static class ClassReader
{
    private const string ContinuingPrefix = "##";
    private const int MaximumCharacters = 100;

    /// <exception cref="DiagnosticException">EXP3520: the class reads files of another kind.</exception>
    public static TokenizerSpec Read(string folder, JsonSection config, TokenizerClass of, PieceSource source)
    {
        if (of.Kind != source.Kind)
            throw new DiagnosticException(Problems.TokenizerClassOfOtherKind.In(source.File, of.Name, Named(of.Kind), Named(source.Kind)));
        var special = new SpecialTokenReader(folder, config, of, source);
        var tokens = new AddedTokenList(source.Vocabulary);
        special.AddTo(tokens, source.File);
        int Id(string key) => special.Content(key, of) is var content && tokens.Find(content) is { } id
            ? id
            : throw new DiagnosticException(Problems.SpecialTokenMissing.In(source.File, content, key));
        var ids = new SpecialIds(
            Id(SpecialTokenReader.PadKey), Id(SpecialTokenReader.ClassKey), Id(SpecialTokenReader.SeparatorKey),
            Id(SpecialTokenReader.MaskKey), Id(SpecialTokenReader.UnknownKey));
        var added = tokens.ToList();
        var unknown = special.Content(SpecialTokenReader.UnknownKey, of);
        var spec = new TokenizerSpec
        {
            Class = of,
            Model = source.Vocabulary,
            Vocabulary = source.Vocabulary.With(added),
            Pieces = of.Kind switch
            {
                TokenizerKind.WordPiece => WordPieces(unknown, source),
                TokenizerKind.Unigram => of.Unigram!.Words(config, source, unknown),
                _ => new ByteLevelSpec(source.Merges, config["add_prefix_space"].Flag(false)),
            },
            AddedTokens = added,
            SplitsSpecialTokens = config["split_special_tokens"].Flag(false),
            Prefix = [ids.Start],
            Suffix = [ids.End],
            Special = ids,
            TruncateLeft = TruncationReader.IsLeft(config, source.Json),
            Files = TokenizerFolder.FilesIn(folder),
        };
        if (of.Kind == TokenizerKind.WordPiece)
            return spec with { Normalizer = Normalizer(config), Trimming = of.Trimming };
        if (of.Unigram is { } unigram)
            return Around(spec, unigram, source, Id) with { Normalizer = unigram.Normalizer(config, source.Unigram!) };
        return config["trim_offsets"].Flag(true)
            ? spec with { Trimming = new OffsetTrimming(config["add_prefix_space"].Flag(false)) }
            : spec;
    }

    // What a Unigram class puts around a text.
    private static TokenizerSpec Around(TokenizerSpec spec, UnigramClass unigram, PieceSource source, Func<string, int> id)
    {
        if (!unigram.FollowsPostProcessor || source.Json is not { } json || json["post_processor"].IsNull)
            return spec with { Prefix = [id(unigram.Around.Start)], Suffix = [id(unigram.Around.End)] };
        var processor = PostProcessorReader.Read(json["post_processor"], spec.Vocabulary);
        return spec with { Prefix = processor.Prefix, Suffix = processor.Suffix, Trimming = processor.Trimming };
    }

    private static WordPieceSpec WordPieces(string unknown, PieceSource source) => source.Vocabulary.Contains(unknown)
        ? new WordPieceSpec(unknown, ContinuingPrefix, MaximumCharacters)
        : throw new DiagnosticException(Problems.SpecialTokenMissing.In(source.File, unknown, SpecialTokenReader.UnknownKey));

    private static BertNormalizer Normalizer(JsonSection config)
    {
        var lowercase = config["do_lower_case"].Flag(true);
        return new BertNormalizer(
            CleanText: true, config["tokenize_chinese_chars"].Flag(true), config["strip_accents"].Flag(lowercase), lowercase);
    }

    private static string Named(TokenizerKind kind) => kind switch
    {
        TokenizerKind.WordPiece => "a WordPiece vocabulary",
        TokenizerKind.Unigram => "a Unigram vocabulary",
        _ => "byte-level BPE",
    };
}
