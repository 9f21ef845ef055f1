using Emotune.Model.Diagnostics;
using Emotune.Model.Tokenization.Unicode;

namespace Emotune.Model.Tokenization.Readers;

/// <summary>A tokenizer from Hugging Face's tokenizer.json.</summary>
internal static class TokenizerJsonReader
{
    private const string ByteLevel = "ByteLevel", WordPiece = "WordPiece", Bpe = "BPE";

    public static TokenizerSpec Read(string folder)
    {
        var path = Path.Combine(folder, TokenizerFolder.TokenizerJson);
        var root = JsonSection.Read(path);
        var (pieces, entries) = ReadModel(root);
        var added = ReadAdded(root["added_tokens"], entries);
        var vocabulary = Vocabulary.Create(entries, path);
        if (pieces is ByteLevelSpec { Merges: var merges })
        {
            MergeList.Check(merges, vocabulary, path);
            MergeList.CheckAlphabet(vocabulary, path);
        }

        var processor = PostProcessorReader.Read(root["post_processor"], vocabulary);
        var unknown = (pieces as WordPieceSpec)?.UnknownPiece;
        return new TokenizerSpec
        {
            Vocabulary = vocabulary,
            Pieces = pieces,
            AddedTokens = added,
            Normalizer = ReadNormalizer(root["normalizer"]),
            Trimming = processor.Trimming,
            Prefix = processor.Prefix,
            Suffix = processor.Suffix,
            Special = new SpecialTokenReader(folder).Ids(pieces, vocabulary, path, processor.Prefix[0], processor.Suffix[^1], unknown),
            TruncateLeft = ReadTruncateLeft(root["truncation"]),
            Files = TokenizerFolder.FilesIn(folder),
        };
    }

    private static BertNormalizer? ReadNormalizer(JsonSection normalizer)
    {
        if (normalizer.IsNull)
            return null;
        normalizer.Type("BertNormalizer");
        var lowercase = normalizer["lowercase"].Flag(true);
        return new BertNormalizer(
            normalizer["clean_text"].Flag(true),
            normalizer["handle_chinese_chars"].Flag(true),
            normalizer["strip_accents"].Flag(lowercase),
            lowercase);
    }

    private static (PieceSpec, List<(string, int)>) ReadModel(JsonSection root)
    {
        var model = root["model"];
        var type = model.Type(WordPiece, Bpe);
        var splitter = root["pre_tokenizer"];
        PieceSpec pieces;
        if (type == WordPiece)
        {
            splitter.Type("BertPreTokenizer");
            var maximum = model["max_input_chars_per_word"];
            maximum.MustBe(
                maximum.IsNull || maximum.Integer() is > 0 and <= WordPieceModel.LargestMaximum, $"1 to {WordPieceModel.LargestMaximum}");
            pieces = new WordPieceSpec(
                model["unk_token"].OptionalText() ?? "[UNK]",
                model["continuing_subword_prefix"].OptionalText() ?? "##",
                maximum.IsNull ? 100 : maximum.Integer());
        }
        else
        {
            splitter.Type(ByteLevel);
            splitter["use_regex"].MustBe(splitter["use_regex"].Flag(true), "true");
            CheckByteLevel(model);
            pieces = new ByteLevelSpec(MergeList.FromJson(model["merges"]), splitter["add_prefix_space"].Flag(true));
        }

        return (pieces, [.. model["vocab"].Members().Select(member => (member.Name, member.Value.Integer()))]);
    }

    private static void CheckByteLevel(JsonSection model)
    {
        model["dropout"].MustBe(model["dropout"].IsNull || model["dropout"].Element.ToString() is "0" or "0.0", "null");
        foreach (var key in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
            model[key].MustBe(string.IsNullOrEmpty(model[key].OptionalText()), "null, \"\"");
        foreach (var key in new[] { "byte_fallback", "ignore_merges" })
            model[key].MustBe(!model[key].Flag(false), "false");
    }

    /// <summary>Reads the added tokens, and adds those to <paramref name="entries"/> that the model's vocabulary does not have.</summary>
    private static List<AddedToken> ReadAdded(JsonSection section, List<(string Piece, int Id)> entries)
    {
        var added = new List<AddedToken>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (piece, id) in entries)
            known.TryAdd(piece, id);
        foreach (var item in section.IsNull ? [] : section.Items())
        {
            var token = SpecialTokenReader.Described(item, item.AsObject()["special"].Flag(false)) with { Id = item["id"].Integer() };
            if (!known.TryGetValue(token.Content, out var id))
                entries.Add((token.Content, token.Id));
            else if (id != token.Id)
                throw new DiagnosticException(Problems.AddedTokenIdDiffers.In(section.File, token.Content, token.Id, id));
            known[token.Content] = token.Id;
            added.Add(token);
        }

        return added;
    }

    private static bool ReadTruncateLeft(JsonSection truncation)
    {
        if (truncation.IsNull)
            return false;
        var direction = truncation.AsObject()["direction"];
        direction.MustBe(direction.OptionalText() is null or "Left" or "Right", "Left, Right");
        return direction.OptionalText() == "Left";
    }
}
