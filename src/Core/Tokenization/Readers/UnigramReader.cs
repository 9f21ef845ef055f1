using System.Text.Json;
using Emotune.Diagnostics;

namespace Emotune.Tokenization.Readers;

/// <summary>Reads the parts of a tokenizer.json that belong to a Unigram model.</summary>
internal static class UnigramReader
{
    private const string Sequence = "Sequence", Metaspace = "Metaspace", WhiteSpace = "WhitespaceSplit", Punctuation = "Punctuation";

    /// <summary>The pieces and their scores, in the order of their ids.</summary>
    public static List<(string Piece, double Score)> Pieces(JsonSection vocabulary)
    {
        if (vocabulary.Element.ValueKind != JsonValueKind.Array)
            throw vocabulary.Wrong("a list of pieces with their scores");
        var pieces = new List<(string, double)>(vocabulary.Element.GetArrayLength());
        foreach (var entry in vocabulary.Element.EnumerateArray())
            pieces.Add(Entry(new JsonSection(vocabulary.File, $"{vocabulary.Path}[{pieces.Count}]", entry)));
        return pieces;
    }

    /// <summary>The id of the piece for what no other stands for.</summary>
    public static int UnknownId(JsonSection model, int count)
    {
        var id = model["unk_id"];
        return id.Integer() < count ? id.Integer() : throw id.Wrong($"an id from 0 to {count - 1}");
    }

    /// <summary>Reads how words are found.</summary>
    /// <exception cref="DiagnosticException">EXP3507: a part is not followed.</exception>
    public static UnigramSpec Words(JsonSection root, UnigramSource source)
    {
        root["model"]["byte_fallback"].MustBe(!root["model"]["byte_fallback"].Flag(false), "false");
        var splitter = root["pre_tokenizer"];
        if (splitter.IsNull)
            splitter.MustBe(false, $"{Metaspace}, {Sequence}");
        var steps = splitter.Type(Metaspace, Sequence) == Sequence ? splitter["pretokenizers"].Items().ToArray() : [splitter];
        if (steps.Length == 0 || steps[^1].Type(Metaspace, WhiteSpace, Punctuation) != Metaspace)
            throw splitter.Wrong($"a sequence that ends with {Metaspace}");
        var before = steps[..^1].Select(ReadSplit).ToHashSet(StringComparer.Ordinal);
        return new UnigramSpec(
            source.Scores, source.UnknownId, ReadSigns(steps[^1]), before.Contains(WhiteSpace), before.Contains(Punctuation));
    }

    private static (string, double) Entry(JsonSection entry) =>
        entry.Element is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2
            && pair[1].ValueKind == JsonValueKind.Number && pair[1].TryGetDouble(out var score) && double.IsFinite(score)
            ? (new JsonSection(entry.File, entry.Path + "[0]", pair[0]).Text(), score)
            : throw entry.Wrong("a piece and its score");

    private static string ReadSplit(JsonSection step)
    {
        var type = step.Type(WhiteSpace, Punctuation);
        if (type == Punctuation)
            step["behavior"].MustBe(step["behavior"].OptionalText() is null or "Isolated", "Isolated");
        return type;
    }

    private static SpaceSign ReadSigns(JsonSection step)
    {
        step["replacement"].MustBe(step["replacement"].OptionalText() is null or "\u2581", "\u2581");
        var scheme = step["prepend_scheme"];
        var prepend = scheme.OptionalText() switch
        {
            null when !step["add_prefix_space"].Flag(true) => PrependScheme.Never,
            null or "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            _ => throw scheme.Wrong("always, first or never"),
        };
        if (prepend != PrependScheme.Never && !step["add_prefix_space"].Flag(true))
            throw scheme.Wrong("never, as add_prefix_space is false");
        return new SpaceSign(prepend, step["split"].Flag(true));
    }
}
