using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Tokenization.Readers;

namespace Emotune.Tokenization;

/// <summary>Writes a vocabulary of <see cref="WordPieceVocabularyBuilder"/> as Transformers saves a BERT tokenizer.</summary>
internal static class WordPieceVocabularyFiles
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Writes vocab.txt, tokenizer_config.json, special_tokens_map.json and tokenizer.json into <paramref name="folder"/>, which is made
    /// where it is not there.
    /// </summary>
    /// <param name="pieces">The pieces in the order of their ids, the special tokens first.</param>
    /// <param name="maximumLength">How many pieces the model reads at most.</param>
    public static void Write(string folder, IReadOnlyList<string> pieces, int maximumLength = 512)
    {
        Directory.CreateDirectory(folder);
        WriteText(folder, TokenizerFolder.VocabularyText, string.Concat(pieces.Select(piece => piece + "\n")));
        var special = new JsonObject
        {
            ["unk_token"] = "[UNK]",
            ["sep_token"] = "[SEP]",
            ["pad_token"] = "[PAD]",
            ["cls_token"] = "[CLS]",
            ["mask_token"] = "[MASK]",
        };
        WriteJson(folder, TokenizerFolder.SpecialTokensMap, special);
        var config = new JsonObject
        {
            ["do_lower_case"] = true,
            ["tokenize_chinese_chars"] = true,
            ["strip_accents"] = null,
            ["model_max_length"] = maximumLength,
            ["tokenizer_class"] = "BertTokenizer",
        };
        foreach (var (key, value) in special)
            config[key] = value!.DeepClone();
        WriteJson(folder, TokenizerFolder.Config, config);
        WriteJson(folder, TokenizerFolder.TokenizerJson, Tokenizer(pieces));
    }

    private static JsonObject Tokenizer(IReadOnlyList<string> pieces)
    {
        var vocabulary = new JsonObject();
        for (var id = 0; id < pieces.Count; id++)
            vocabulary[pieces[id]] = id;
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. WordPieceVocabularyBuilder.SpecialTokens.Select(Added)]),
            ["normalizer"] = new JsonObject
            {
                ["type"] = "BertNormalizer",
                ["clean_text"] = true,
                ["handle_chinese_chars"] = true,
                ["strip_accents"] = null,
                ["lowercase"] = true,
            },
            ["pre_tokenizer"] = new JsonObject { ["type"] = "BertPreTokenizer" },
            ["post_processor"] = Template(),
            ["decoder"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["prefix"] = WordPieceVocabularyBuilder.ContinuingPrefix,
                ["cleanup"] = true
            },
            ["model"] = new JsonObject
            {
                ["type"] = "WordPiece",
                ["unk_token"] = "[UNK]",
                ["continuing_subword_prefix"] = WordPieceVocabularyBuilder.ContinuingPrefix,
                ["max_input_chars_per_word"] = WordPieceVocabularyBuilder.MaximumCharacters,
                ["vocab"] = vocabulary,
            },
        };
    }

    private static JsonObject Added(string content, int id) => new JsonObject
    {
        ["id"] = id,
        ["content"] = content,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject Template()
    {
        var tokens = new JsonObject();
        foreach (var (name, id) in new[] { ("[CLS]", 2), ("[SEP]", 3) })
            tokens[name] = new JsonObject { ["id"] = name, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(name) };
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(Special("[CLS]", 0), Sequence("A", 0), Special("[SEP]", 0)),
            ["pair"] = new JsonArray(Special("[CLS]", 0), Sequence("A", 0), Special("[SEP]", 0), Sequence("B", 1), Special("[SEP]", 1)),
            ["special_tokens"] = tokens,
        };

        static JsonObject Special(string id, int type) => new() { ["SpecialToken"] = new JsonObject { ["id"] = id, ["type_id"] = type } };
        static JsonObject Sequence(string id, int type) => new() { ["Sequence"] = new JsonObject { ["id"] = id, ["type_id"] = type } };
    }

    private static void WriteJson(string folder, string name, JsonObject json) =>
        WriteText(folder, name, json.ToJsonString(Options) + "\n");

    private static void WriteText(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
