using System.Text.Json.Nodes;
using Emotune.Tokenization;
using Emotune.Tokenization.Unicode;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>Tokenizers small enough to say by hand what they give.</summary>
internal static class TinyTokenizers
{
    public static readonly string[] Special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    /// <summary>vocab.txt: the special tokens, then these pieces from id 5 on.</summary>
    public static TemporaryFolder BertFolder(params string[] pieces) =>
        new TemporaryFolder().Write("vocab.txt", string.Join('\n', Special.Concat(pieces)) + "\n");

    public static TextTokenizer Bert(params string[] pieces)
    {
        using var folder = BertFolder(pieces);
        return TextTokenizer.Load(folder.Path);
    }

    /// <summary>A tokenizer.json for the same.</summary>
    public static JsonObject BertJson(params string[] pieces)
    {
        using var folder = new TemporaryFolder();
        WordPieceVocabularyFiles.Write(folder.Path, [.. Special, .. pieces]);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "tokenizer.json")))!.AsObject();
    }

    /// <summary>Ids 0 to 4 are RoBERTa's special tokens, 5 + b is the byte b, then come the merged pieces.</summary>
    public static TemporaryFolder ByteLevelFolder(params string[] merges)
    {
        var pieces = ByteLevelPieces(merges);
        var vocabulary = new JsonObject(pieces.Select((piece, id) => KeyValuePair.Create(piece, (JsonNode?)id)));
        return new TemporaryFolder().Write("vocab.json", vocabulary.ToJsonString())
            .Write("merges.txt", "#version: 0.2\n" + string.Concat(merges.Select(merge => merge + "\n")));
    }

    public static TextTokenizer ByteLevel(params string[] merges)
    {
        using var folder = ByteLevelFolder(merges);
        return TextTokenizer.Load(folder.Path);
    }

    public static JsonObject ByteLevelJson(params string[] merges) => JsonNode.Parse("""
        {
          "added_tokens": [{"id": 4, "content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false,
            "normalized": false, "special": true}],
          "normalizer": null,
          "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
          "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0],
            "trim_offsets": true, "add_prefix_space": false},
          "model": {"type": "BPE", "dropout": null, "unk_token": null, "fuse_unk": false}
        }
        """)!.AsObject()
            .With("model", "vocab",
                new JsonObject(ByteLevelPieces(merges).Select((piece, id) => KeyValuePair.Create(piece, (JsonNode?)id))))
        .With("model", "merges", new JsonArray([.. merges.Select(merge => (JsonNode)merge)]));

    /// <summary>Ids 0 to 3 are XLM-R's special tokens, 4 is the mask, and the pieces follow with their scores.</summary>
    public static JsonObject UnigramJson(params (string Piece, double Score)[] pieces) => JsonNode.Parse("""
        {
          "added_tokens": [{"id": 4, "content": "<mask>", "single_word": false, "lstrip": true, "rstrip": false,
            "normalized": false, "special": true}],
          "normalizer": null,
          "pre_tokenizer": {"type": "Sequence", "pretokenizers": [{"type": "WhitespaceSplit"},
            {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": true}]},
          "post_processor": {"type": "TemplateProcessing",
            "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
              {"SpecialToken": {"id": "</s>", "type_id": 0}}],
            "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
              "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
          "model": {"type": "Unigram", "unk_id": 3, "byte_fallback": false}
        }
        """)!.AsObject()
        .With("model", "vocab", new JsonArray([.. UnigramPieces(pieces).Select(
            entry => (JsonNode)new JsonArray(entry.Piece, entry.Score))]));

    /// <summary>Sets a member of a section and gives the whole back.</summary>
    public static JsonObject With(this JsonObject json, string section, string key, JsonNode? value)
    {
        json[section]![key] = value;
        return json;
    }

    public static JsonObject With(this JsonObject json, string key, JsonNode? value)
    {
        json[key] = value;
        return json;
    }

    public static TextTokenizer Load(this JsonObject json)
    {
        using var folder = new TemporaryFolder().Write("tokenizer.json", json.ToJsonString());
        return TextTokenizer.Load(folder.Path);
    }

    private static (string Piece, double Score)[] UnigramPieces((string Piece, double Score)[] pieces) =>
        [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("<mask>", 0), .. pieces];

    private static string[] ByteLevelPieces(string[] merges) =>
    [
        "<s>", "<pad>", "</s>", "<unk>", "<mask>",
        .. ByteAlphabet.Characters.Select(character => character.ToString()),
        .. merges.Select(merge => merge.Replace(" ", "", StringComparison.Ordinal)),
    ];
}
