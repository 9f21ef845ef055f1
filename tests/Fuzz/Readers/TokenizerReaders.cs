using System.Text.Json.Nodes;
using Emotune.Fuzz.Mutations;
using Emotune.Model.Tests.Tokenization;
using Emotune.Tokenization;
using Emotune.Tokenization.Unicode;

namespace Emotune.Fuzz.Readers;

/// <summary>The files of tokenizers: read, and then a few texts are encoded.</summary>
internal static class TokenizerReaders
{
    private const int MaxLength = 12;

    private static readonly string[] Texts =
        ["the cats are Here, ünï 😀 don't", "[MASK] <mask></s> [CLS]é\u0301 漢字  \t\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ""];

    private static readonly string[] Pieces =
        ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "##s", "are", "here", ",", "un", "##i", "don", "'", "t", "a", "##a"];

    private static readonly string[] Merges = ["t h", "th e", "a t", "Ġ c", "Ġc at", "a a", "aa aa", "Ġ a"];

    private static readonly (string, float)[] UnigramPieces =
        [("▁", -2), ("▁the", -1), ("▁cat", -3), ("s", -4), ("a", -5), ("aa", -6), ("e", -7), ("▁here", -8), (",", -9)];

    private static readonly Mutator Json = new JsonMutator();

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("tokenizer.json", TokenizerJson),
        new("vocab.txt", root => WordPiece(root, "vocab.txt", new TableMutator(' '), withJson: false)),
        new("vocab.json", root => [ByteLevel(Path.Combine(root, "a"), "vocab.json", Json)]),
        new("merges.txt", root => [ByteLevel(Path.Combine(root, "a"), "merges.txt", new TableMutator(' '))]),
        new("sentencepiece.bpe.model", root => [Unigram(root, "sentencepiece.bpe.model", new ByteMutator())]),
        new("tokenizer_config.json", root =>
        [
            .. WordPiece(Path.Combine(root, "a"), "tokenizer_config.json", Json, withJson: false),
            .. WordPiece(Path.Combine(root, "b"), "tokenizer_config.json", Json, withJson: true),
            ByteLevel(Path.Combine(root, "c"), "tokenizer_config.json", Json),
            Unigram(Path.Combine(root, "d"), "tokenizer_config.json", Json),
        ]),
        new("special_tokens_map.json", root =>
        [
            .. WordPiece(Path.Combine(root, "a"), "special_tokens_map.json", Json, withJson: false),
            ByteLevel(Path.Combine(root, "b"), "special_tokens_map.json", Json),
            ByteLevel(Path.Combine(root, "c"), "added_tokens.json", Json),
        ]),
    ];

    private static IEnumerable<FuzzSeed> TokenizerJson(string root)
    {
        yield return WordPiece(Path.Combine(root, "small"), "tokenizer.json", Json, withJson: true).Single();
        var bytes = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "bytes")).FullName, "tokenizer.json");
        File.WriteAllText(bytes, ByteLevelJson().ToJsonString());
        yield return new FuzzSeed(bytes, Json, () => Encode(Path.Combine(root, "bytes")));
        var unigram = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "unigram")).FullName, "tokenizer.json");
        File.WriteAllText(unigram, UnigramJson().ToJsonString());
        yield return new FuzzSeed(unigram, Json, () => Encode(Path.Combine(root, "unigram")));
        var quickstart = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "quickstart")).FullName, "tokenizer.json");
        File.WriteAllText(quickstart, QuickstartFiles.Text("encoder/tokenizer.json"));
        yield return new FuzzSeed(quickstart, Json, () => Encode(Path.Combine(root, "quickstart")));
    }

    private static void Encode(string folder)
    {
        var tokenizer = TextTokenizer.Load(folder);
        foreach (var text in Texts)
        {
            var ids = tokenizer.EncodeIds(text, MaxLength);
            if (ids.Length > MaxLength || Array.Exists(ids, id => id < 0 || id >= tokenizer.VocabularySize))
                throw new WrongResultException("A text has more ids than were asked for, or one that the vocabulary has not.");
            var encoding = tokenizer.Encode(text, MaxLength);
            if (!encoding.Ids.SequenceEqual(ids))
                throw new WrongResultException("The ids with offsets are others than those without.");
            if (Array.Exists(encoding.Offsets, o => o.Start < 0 || o.End < o.Start || o.End > text.Length))
                throw new WrongResultException("A piece lies outside of the text.");
        }
    }

    private static IEnumerable<FuzzSeed> WordPiece(string folder, string changed, Mutator mutator, bool withJson)
    {
        Directory.CreateDirectory(folder);
        WordPieceVocabularyFiles.Write(folder, Pieces, 64);
        if (!withJson)
            File.Delete(Path.Combine(folder, "tokenizer.json"));
        yield return new FuzzSeed(Path.Combine(folder, changed), mutator, () => Encode(folder));
    }

    private static FuzzSeed ByteLevel(string folder, string changed, Mutator mutator)
    {
        Directory.CreateDirectory(folder);
        var vocabulary = Vocabulary();
        File.WriteAllText(Path.Combine(folder, "vocab.json"), vocabulary.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "merges.txt"), "#version: 0.2\n" + string.Concat(Merges.Select(m => m + "\n")));
        File.WriteAllText(Path.Combine(folder, "special_tokens_map.json"), """
            {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>", "unk_token": "<unk>", "pad_token": "<pad>",
             "mask_token": {"content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false, "normalized": false}}
            """);
        File.WriteAllText(Path.Combine(folder, "added_tokens.json"), """{"<mask>": 4}""");
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), """
            {"add_prefix_space": false, "errors": "replace", "model_max_length": 64, "tokenizer_class": "RobertaTokenizer",
             "trim_offsets": true, "bos_token": "<s>", "truncation_side": "right",
             "added_tokens_decoder": {"0": {"content": "<s>", "lstrip": false, "normalized": true, "rstrip": false, "single_word": false,
             "special": true}}}
            """);
        return new FuzzSeed(Path.Combine(folder, changed), mutator, () => Encode(folder));
    }

    private static FuzzSeed Unigram(string folder, string changed, Mutator mutator)
    {
        Directory.CreateDirectory(folder);
        var pieces = SentencePieceFiles.Fairseq([.. UnigramPieces]);
        File.WriteAllBytes(Path.Combine(folder, "sentencepiece.bpe.model"), SentencePieceFiles.Model(pieces, Map()));
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), """
            {"add_prefix_space": true, "tokenizer_class": "XLMRobertaTokenizer", "bos_token": "<s>", "eos_token": "</s>",
             "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>",
             "extra_special_tokens": ["<s>", "</s>"], "unk_id": 0}
            """);
        return new FuzzSeed(Path.Combine(folder, changed), mutator, () => Encode(folder));
    }

    private static JsonObject UnigramJson()
    {
        var json = JsonNode.Parse("""
            {
              "version": "1.0", "truncation": null, "padding": null,
              "added_tokens": [
                {"id": 4, "content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false, "normalized": false,
                    "special": true}],
              "normalizer": {"type": "Sequence", "normalizers": [
                {"type": "Strip", "strip_left": true, "strip_right": true}, {"type": "Lowercase"}, {"type": "NFC"},
                {"type": "Precompiled"}, {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"},
                {"type": "Replace", "pattern": {"String": ","}, "content": ""}]},
              "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
                {"type": "Punctuation", "behavior": "Isolated"},
                {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}]},
              "post_processor": {"type": "TemplateProcessing",
                "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                  "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
              "model": {"type": "Unigram", "unk_id": 3, "byte_fallback": false}
            }
            """)!.AsObject();
        json["normalizer"]!["normalizers"]![3]!["precompiled_charsmap"] = Convert.ToBase64String(Map());
        (string, float)[] special = [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("<mask>", 0)];
        json["model"]!["vocab"] = new JsonArray([.. special.Concat(UnigramPieces).Select(p => (JsonNode)new JsonArray(p.Item1, p.Item2))]);
        return json;
    }

    private static byte[] Map() => SentencePieceFiles.Map(("é", "e"), ("\t", " "), ("\n", " "), ("漢", "Kanji"), ("\0", ""));

    private static JsonObject ByteLevelJson()
    {
        var json = JsonNode.Parse("""
            {
              "version": "1.0", "truncation": null, "padding": null,
              "added_tokens": [
                {"id": 0, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true},
                {"id": 4, "content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false, "normalized": false,
                    "special": true}],
              "normalizer": null,
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
              "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0], "trim_offsets": true,
                "add_prefix_space": false},
              "decoder": {"type": "ByteLevel"},
              "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "", "end_of_word_suffix": "",
                "fuse_unk": false}
            }
            """)!.AsObject();
        json["model"]!["vocab"] = Vocabulary();
        json["model"]!["merges"] = new JsonArray([.. Merges.Select(m => (JsonNode)m)]);
        return json;
    }

    private static JsonObject Vocabulary()
    {
        string[] pieces = [
            "<s>", "<pad>", "</s>", "<unk>", "<mask>", .. ByteAlphabet.Characters.Select(c => c.ToString()),
            .. Merges.Select(m => m.Replace(" ", "", StringComparison.Ordinal))];
        return new JsonObject(pieces.Select((piece, id) => KeyValuePair.Create(piece, (JsonNode?)id)));
    }
}
