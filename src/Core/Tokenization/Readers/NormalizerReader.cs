using Emotune.Tokenization.Unicode;
using Emotune.Tokenization.Unicode.Steps;

namespace Emotune.Tokenization.Readers;

/// <summary>Reads a tokenizer.json's <c>normalizer</c>.</summary>
internal static class NormalizerReader
{
    private const string Bert = "BertNormalizer", Sequence = "Sequence", Precompiled = "Precompiled";

    private static readonly string[] Steps = [Precompiled, "Replace", "NFC", "Strip", "Lowercase"];

    /// <summary>Reads how text is normalised; null for not at all.</summary>
    public static TextNormalizer? Read(JsonSection normalizer)
    {
        if (normalizer.IsNull)
            return null;
        var type = normalizer.Type([Bert, Sequence, .. Steps]);
        if (type == Bert)
            return ReadBert(normalizer);
        var steps = type == Sequence ? normalizer["normalizers"].Items().Select(ReadStep).ToArray() : [ReadStep(normalizer)];
        return steps.Length == 0 ? null : new StepNormalizer(steps);
    }

    /// <summary>The first precompiled map of a normalizer; null for none.</summary>
    public static CharacterMap? FindMap(JsonSection normalizer)
    {
        if (!normalizer.IsObject)
            return null;
        return (Is(normalizer, Sequence) ? normalizer["normalizers"].Items() : [normalizer])
            .Where(step => Is(step, Precompiled)).Select(ReadMap).FirstOrDefault();
    }

    private static bool Is(JsonSection section, string type) =>
        section["type"].Element is { ValueKind: System.Text.Json.JsonValueKind.String } && section["type"].Text() == type;

    private static BertNormalizer ReadBert(JsonSection normalizer)
    {
        var lowercase = normalizer["lowercase"].Flag(true);
        return new BertNormalizer(
            normalizer["clean_text"].Flag(true),
            normalizer["handle_chinese_chars"].Flag(true),
            normalizer["strip_accents"].Flag(lowercase),
            lowercase);
    }

    private static NormalizationStep ReadStep(JsonSection step) => step.Type(Steps) switch
    {
        Precompiled => ReadMap(step) is { } map ? new CharacterMapStep(map) : throw step["precompiled_charsmap"].Wrong("a map"),
        "Replace" => ReadReplace(step),
        "NFC" => new ComposeStep(),
        "Strip" => new StripStep(step["strip_left"].Flag(true), step["strip_right"].Flag(true)),
        _ => new LowercaseStep(),
    };

    private static CharacterMap? ReadMap(JsonSection step)
    {
        var text = step["precompiled_charsmap"];
        if (text.OptionalText() is not { Length: > 0 } base64)
            return null;
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count)
            ? CharacterMap.Read(bytes[..count], step.File)
            : throw text.Wrong("base64");
    }

    private static ReplaceStep ReadReplace(JsonSection step)
    {
        var (pattern, content) = (step["pattern"].AsObject(), step["content"].Text());
        if (pattern["String"].OptionalText() is { } text)
            return text.Length > 0 ? new ReplaceStep(text, IsExpression: false, content) : throw pattern["String"].Wrong("a text");
        var expression = pattern["Regex"];
        expression.MustBe(ReplaceStep.Expressions.Contains(expression.Text()), string.Join(", ", ReplaceStep.Expressions));
        return new ReplaceStep(expression.Text(), IsExpression: true, content);
    }
}
