using System.Text.Json.Nodes;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Tokenization;
using Emotune.Tokenization.Unicode;

namespace Emotune.Pipeline.EndToEnd.Transformers;

/// <summary>Encoders of random weights, with their family's own tokenizer.</summary>
internal static class TinyEncoder
{
    // So that pieces of several bytes are there: a word with its space, and a character of three bytes.
    private static readonly string[] Merges =
        ["t h", "th e", "Ġ the", "Ġ s", "Ġs o", "e r", "o u", "Ġ y", "Ġy ou", "â Ģ", "âĢ ¦", "Ġ a", "n d", "Ġa nd"];

    /// <summary>Writes the encoder into a folder of Hugging Face's layout, as a user downloads one.</summary>
    public static void Write(string folder, EncoderFamily family)
    {
        NativeLibraries.EnsureLoaded();
        Directory.CreateDirectory(folder);
        if (family == EncoderFamily.Roberta)
            WriteByteLevel(folder);
        else
            CopyWordPieces(folder);
        var tokenizer = TextTokenizer.Load(folder);
        var config = new EncoderConfig(
            family, tokenizer.VocabularySize, HiddenSize: 48, LayerCount: 2, HeadCount: 4, IntermediateSize: 96, MaxPositions: 130,
            TypeVocabularySize: family == EncoderFamily.Roberta ? 1 : 2, LayerNormEpsilon: 1e-5, Activation.Gelu, HiddenDropout: 0.1,
            AttentionDropout: 0.1, ClassifierDropout: 0.1, tokenizer.PadId, InitializerRange: 0.3);
        using var network = new SequenceClassifier(config, 2, HeadPooling.FirstToken);
        network.InitializeAll(seed: 1);
        using var classifier = new StoredClassifier(network, null, HuggingFaceConfig.Create(config), ["a", "b"]);
        classifier.Write(folder);
    }

    private static void CopyWordPieces(string folder)
    {
        var encoder = Path.Combine(Repository.Root, "experiments", "quickstart", "encoder");
        foreach (var file in new[] { "vocab.txt", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json" })
            File.Copy(Path.Combine(encoder, file), Path.Combine(folder, file));
    }

    private static void WriteByteLevel(string folder)
    {
        string[] special = ["<s>", "<pad>", "</s>", "<unk>"];
        string[] pieces =
        [
            .. special, .. ByteAlphabet.Characters.Select(c => c.ToString()),
            .. Merges.Select(m => m.Replace(" ", "", StringComparison.Ordinal)), "<mask>",
        ];
        var tokenizer = JsonNode.Parse("""
            {
              "version": "1.0", "truncation": null, "padding": null, "normalizer": null,
              "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
              "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0],
                "trim_offsets": true, "add_prefix_space": false},
              "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true},
              "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": "",
                "end_of_word_suffix": "", "fuse_unk": false}
            }
            """)!.AsObject();
        tokenizer["added_tokens"] = new JsonArray([.. special.Append("<mask>").Select(token => new JsonObject
        {
            ["id"] = Array.IndexOf(pieces, token),
            ["content"] = token,
            ["single_word"] = false,
            ["lstrip"] = token == "<mask>",
            ["rstrip"] = false,
            ["normalized"] = false,
            ["special"] = true,
        })]);
        tokenizer["model"]!["vocab"] = new JsonObject(pieces.Select((p, id) => KeyValuePair.Create(p, (JsonNode?)id)));
        tokenizer["model"]!["merges"] = new JsonArray([.. Merges.Select(m => (JsonNode)m)]);
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), tokenizer.ToJsonString());
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), """
            {"tokenizer_class": "RobertaTokenizer", "add_prefix_space": false, "model_max_length": 128, "bos_token": "<s>",
             "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>",
             "mask_token": {"__type": "AddedToken", "content": "<mask>", "lstrip": true, "normalized": false, "rstrip": false,
               "single_word": false, "special": true}}
            """);
    }
}
