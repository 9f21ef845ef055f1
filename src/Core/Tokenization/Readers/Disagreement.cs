using System.Text.Json;
using Emotune.Diagnostics;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization.Readers;

/// <summary>Says where tokenizer.json and the class of a tokenizer are not of one mind, and which of them was followed.</summary>
internal static class Disagreement
{
    /// <summary>One line for the log; null where they agree.</summary>
    public static string? In(TokenizerSpec spec, PieceSource source, JsonSection config)
    {
        if (source.Json is not { } json)
            return null;
        var follows = spec.Class.Kind == TokenizerKind.Json;
        var names = follows ? Ignored(spec, config) : Parts(spec, source, json);
        if (names.Count == 0)
            return null;
        var differing = names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        return follows
            ? $"{TokenizerFolder.Config} and {TokenizerFolder.TokenizerJson} disagree about {differing}. As in Transformers, "
                + $"{spec.Class.Name} follows {TokenizerFolder.TokenizerJson}."
            : $"{TokenizerFolder.TokenizerJson} is not followed in {differing}. As in Transformers, {spec.Class.Name} follows "
                + $"{TokenizerFolder.Config} there, or has a default of its own.";
    }

    private static List<string> Parts(TokenizerSpec spec, PieceSource source, JsonSection json)
    {
        var parts = new List<string>();
        Check("normalizer", () => Equals(NormalizerReader.Read(json["normalizer"]), spec.Normalizer));
        Check(source.Kind == TokenizerKind.WordPiece ? "model" : "pre_tokenizer",
            () => Equals(TokenizerJsonReader.ReadPieces(json, source), spec.Pieces));
        Check("post_processor", () =>
        {
            var processor = PostProcessorReader.Read(json["post_processor"], spec.Vocabulary);
            return processor.Prefix.SequenceEqual(spec.Prefix) && processor.Suffix.SequenceEqual(spec.Suffix);
        });
        Check("added_tokens", () => source.AddedTokens().ToHashSet().SetEquals(spec.AddedTokens));
        return parts;

        void Check(string part, Func<bool> agrees)
        {
            if (!Holds(agrees))
                parts.Add(part);
        }
    }

    // A part that cannot be reproduced is one that is not followed.
    private static bool Holds(Func<bool> agrees)
    {
        try
        {
            return agrees();
        }
        catch (DiagnosticException)
        {
            return false;
        }
    }

    private static List<string> Ignored(TokenizerSpec spec, JsonSection config)
    {
        var normalizer = spec.Normalizer as BertNormalizer;
        (string Key, bool? Followed)[] settings =
        [
            ("do_lower_case", normalizer?.Lowercase ?? (spec.Pieces is WordPieceSpec ? false : null)),
            ("strip_accents", normalizer?.StripAccents),
            ("tokenize_chinese_chars", normalizer?.HandleChineseChars),
            ("add_prefix_space", (spec.Pieces as ByteLevelSpec)?.AddPrefixSpace),
        ];
        return [
            .. settings.Where(setting => setting.Followed is { } followed && config[setting.Key].Element.ValueKind == Other(followed))
                .Select(setting => setting.Key)];

        static JsonValueKind Other(bool followed) => followed ? JsonValueKind.False : JsonValueKind.True;
    }
}
