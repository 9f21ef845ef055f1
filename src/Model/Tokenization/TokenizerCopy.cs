using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Model.Tokenization.Readers;

namespace Emotune.Model.Tokenization;

/// <summary>Writes a tokenizer's files so that they mean the same wherever they lie, with or without a model's config.json.</summary>
internal static class TokenizerCopy
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Copies all files as they are, but for a tokenizer_config.json that does not name the class that was read: it is then completed.
    /// </summary>
    public static void Write(string from, string to)
    {
        var spec = TokenizerFolder.Read(from);
        foreach (var file in spec.Files)
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        var path = Path.Combine(from, TokenizerFolder.Config);
        var given = JsonSection.ReadIfThere(path);
        if (TokenizerClass.Find(given) is { } named && named.Kind == spec.Class.Kind)
            return;
        var config = File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path))!.AsObject() : Settings(spec);
        config[TokenizerClass.Key] = spec.Class.Name;
        if (spec.Class.MaskTakesSpace && !config.ContainsKey(SpecialTokenReader.MaskKey))
            config[SpecialTokenReader.MaskKey] = Described(spec);
        File.WriteAllText(
            Path.Combine(to, TokenizerFolder.Config), config.ToJsonString(Options) + "\n",
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    // The class's defaults in words, for whoever reads them, and for versions of Transformers whose defaults are others.
    private static JsonObject Settings(TokenizerSpec spec)
    {
        if (spec.Class.Kind == TokenizerKind.Json)
            return [];
        JsonObject settings = spec is { Pieces: ByteLevelSpec { AddPrefixSpace: var addsSpace } }
            ? new() { ["add_prefix_space"] = addsSpace, ["trim_offsets"] = spec.Trimming is not null }
            : new()
            {
                ["do_lower_case"] = spec.Normalizer!.Lowercase,
                ["tokenize_chinese_chars"] = spec.Normalizer.HandleChineseChars,
                ["strip_accents"] = null,
            };
        foreach (var (key, id) in new[]
        {
            (SpecialTokenReader.UnknownKey, spec.Special.Unknown), (SpecialTokenReader.SeparatorKey, spec.Special.End),
            (SpecialTokenReader.PadKey, spec.Special.Pad), (SpecialTokenReader.ClassKey, spec.Special.Start),
        })
        {
            settings[key] = spec.Vocabulary[id];
        }

        if (!spec.Class.MaskTakesSpace)
            settings[SpecialTokenReader.MaskKey] = spec.Vocabulary[spec.Special.Mask];
        return settings;
    }

    // As Transformers writes a token that is more than its content.
    private static JsonObject Described(TokenizerSpec spec)
    {
        var mask = spec.AddedTokens.Single(token => token.Id == spec.Special.Mask);
        return new JsonObject
        {
            ["__type"] = "AddedToken",
            ["content"] = mask.Content,
            ["lstrip"] = mask.LeftStrip,
            ["normalized"] = mask.Normalized,
            ["rstrip"] = mask.RightStrip,
            ["single_word"] = mask.SingleWord,
            ["special"] = true,
        };
    }
}
