using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Tokenization.Readers;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>
/// A tokenizer's files, to be written so that they mean the same wherever they lie, with or without a model's config.json.
/// </summary>
internal sealed class TokenizerCopy
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IReadOnlyList<string> _asTheyAre;
    private readonly string? _completed;

    private TokenizerCopy(IReadOnlyList<string> asTheyAre, string? completed) => (_asTheyAre, _completed) = (asTheyAre, completed);

    /// <summary>
    /// All files as they are, but for a tokenizer_config.json that does not name the class that was read: it is completed. Whatever is
    /// wrong with a file is found here, before the work whose result the copy is to lie beside.
    /// </summary>
    /// <exception cref="DiagnosticException">EXP35xx, EXP40xx: there is no tokenizer, or its files cannot be read or completed.</exception>
    public static TokenizerCopy Of(string folder)
    {
        var spec = TokenizerFolder.Read(folder);
        var path = Path.Combine(folder, TokenizerFolder.Config);
        return TokenizerClass.Find(JsonSection.ReadIfThere(path)) is { } named && named.Kind == spec.Class.Kind
            ? new(spec.Files, null)
            : new([.. spec.Files.Where(file => file != path)], Completed(path, spec).ToJsonString(Options) + "\n");
    }

    /// <exception cref="DiagnosticException">EXP4021: a file cannot be written.</exception>
    public void Write(string folder)
    {
        foreach (var file in _asTheyAre)
            AtomicFile.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        if (_completed is not null)
            AtomicFile.WriteText(Path.Combine(folder, TokenizerFolder.Config), _completed);
    }

    private static JsonObject Completed(string path, TokenizerSpec spec)
    {
        var config = File.Exists(path) ? Json.ReadObject(path) : Settings(spec);
        config[TokenizerClass.Key] = spec.Class.Name;
        if (spec.Class.MaskTakesSpace && !config.ContainsKey(SpecialTokenReader.MaskKey))
            config[SpecialTokenReader.MaskKey] = Described(spec);
        return config;
    }

    // The class's defaults in words, for whoever reads them, and for versions of Transformers whose defaults are others.
    private static JsonObject Settings(TokenizerSpec spec)
    {
        if (spec.Class.Kind == TokenizerKind.Json)
            return [];
        JsonObject settings = spec switch
        {
            { Pieces: ByteLevelSpec bytes } => new()
            {
                ["add_prefix_space"] = bytes.AddPrefixSpace,
                ["trim_offsets"] = spec.Trimming is not null,
            },
            { Pieces: UnigramSpec unigram } => new() { ["add_prefix_space"] = unigram.Spaces.Prepend == PrependScheme.Always },
            { Normalizer: BertNormalizer normalizer } => new()
            {
                ["do_lower_case"] = normalizer.Lowercase,
                ["tokenize_chinese_chars"] = normalizer.HandleChineseChars,
                ["strip_accents"] = null,
            },
            _ => throw new InvalidOperationException($"{spec.Class.Name} has no settings."),
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
