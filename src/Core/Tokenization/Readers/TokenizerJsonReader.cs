using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>A tokenizer as tokenizer.json describes it, with what the other files add to its tokens.</summary>
internal static class TokenizerJsonReader
{
    public static TokenizerSpec Read(string folder, JsonSection config, TokenizerClass of, PieceSource source)
    {
        var root = source.Json!.Value;
        var pieces = ReadPieces(root, source);
        var tokens = OwnTokens(source);
        var special = new SpecialTokenReader(folder, config, of, source);
        special.AddTo(tokens, source.File);
        var added = tokens.ToList();
        var vocabulary = source.Vocabulary.With(added);
        var processor = PostProcessorReader.Read(root["post_processor"], vocabulary);
        var unknown = (pieces as WordPieceSpec)?.UnknownPiece;
        return new TokenizerSpec
        {
            Class = of,
            Model = source.Vocabulary,
            Vocabulary = vocabulary,
            Pieces = pieces,
            AddedTokens = added,
            SplitsSpecialTokens = config["split_special_tokens"].Flag(false),
            Normalizer = NormalizerReader.Read(root["normalizer"]),
            Trimming = processor.Trimming,
            Prefix = processor.Prefix,
            Suffix = processor.Suffix,
            Special = new SpecialIds(
                Id(SpecialTokenReader.PadKey), processor.Prefix[0], processor.Suffix[^1], Id(SpecialTokenReader.MaskKey),
                (pieces as UnigramSpec)?.UnknownId ?? Id(SpecialTokenReader.UnknownKey, unknown)),
            TruncateLeft = TruncationReader.IsLeft(config, root),
            Files = TokenizerFolder.FilesIn(folder),
        };

        int Id(string key, string? given = null)
        {
            var content = given ?? special.Content(key, TokenizerClass.Unnamed(source.Kind));
            return vocabulary.Find(content) ?? throw new DiagnosticException(Problems.SpecialTokenMissing.In(source.File, content, key));
        }
    }

    /// <summary>Reads how words are found and how they fall into pieces.</summary>
    public static PieceSpec ReadPieces(JsonSection root, PieceSource source)
    {
        if (source.Unigram is { } unigram)
            return UnigramReader.Words(root, unigram);
        var (model, splitter) = (root["model"], root["pre_tokenizer"]);
        if (source.Kind == TokenizerKind.WordPiece)
        {
            splitter.Type("BertPreTokenizer");
            var maximum = model["max_input_chars_per_word"];
            maximum.MustBe(
                maximum.IsNull || maximum.Integer() is > 0 and <= WordPieceModel.LargestMaximum, $"1 to {WordPieceModel.LargestMaximum}");
            var unknown = model["unk_token"].OptionalText() ?? "[UNK]";
            if (!source.Vocabulary.Contains(unknown))
                throw new DiagnosticException(Problems.SpecialTokenMissing.In(source.File, unknown, SpecialTokenReader.UnknownKey));
            return new WordPieceSpec(
                unknown, model["continuing_subword_prefix"].OptionalText() ?? "##", maximum.IsNull ? 100 : maximum.Integer());
        }

        splitter.Type("ByteLevel");
        splitter["use_regex"].MustBe(splitter["use_regex"].Flag(true), "true");
        CheckByteLevel(model);
        return new ByteLevelSpec(source.Merges, splitter["add_prefix_space"].Flag(true));
    }

    private static void CheckByteLevel(JsonSection model)
    {
        model["dropout"].MustBe(model["dropout"].IsNull || model["dropout"].Element.ToString() is "0" or "0.0", "null");
        foreach (var key in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
            model[key].MustBe(string.IsNullOrEmpty(model[key].OptionalText()), "null, \"\"");
        foreach (var key in new[] { "byte_fallback", "ignore_merges" })
            model[key].MustBe(!model[key].Flag(false), "false");
    }

    // Together with the model's pieces they must have the ids from 0 on, each once.
    private static AddedTokenList OwnTokens(PieceSource source)
    {
        var (tokens, own) = (new AddedTokenList(source.Vocabulary), source.AddedTokens());
        var others = own.Where(token => !source.Vocabulary.Contains(token.Content)).Select(token => (token.Content, token.Id)).Distinct();
        _ = Vocabulary.Create([.. source.Vocabulary.Pieces.Select((piece, id) => (piece, id)), .. others], source.File);
        foreach (var token in own)
            tokens.Place(token);
        return tokens;
    }
}
