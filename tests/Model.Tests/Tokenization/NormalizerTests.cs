using System.Text.Json.Nodes;
using Emotune.Tokenization.Unicode;
using Emotune.Tokenization.Unicode.Steps;

namespace Emotune.Model.Tests.Tokenization;

public class NormalizerTests
{
    [Theory]
    [InlineData("é", "é", "0-1")]
    [InlineData("e\u0301x", "éx", "0-1 2-3")]
    [InlineData("xe\u0301", "xé", "0-1 1-2")]
    [InlineData("\u1100\u1161\u11a8", "각", "0-1")]
    [InlineData("\uac00\u11a8", "각", "0-1")]
    [InlineData("\u0301e", "\u0301e", "0-1 1-2")]
    [InlineData("q\u0323\u0307", "q\u0323\u0307", "0-1 1-2 2-3")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307", "0-1 1-2 2-3")]
    [InlineData("e\u0323\u0302", "ệ", "0-1")]
    [InlineData("e\u0302\u0323", "ệ", "0-1")]
    [InlineData("\u212b", "Å", "0-1")]
    [InlineData("\u0958", "\u0915\u093c", "0-1 0-1")]
    [InlineData("a\u0344", "a\u0308\u0301", null)]
    [InlineData("\u0f71\u0f72", "\u0f71\u0f72", "0-1 1-2")]
    public void Composition_is_canonical_and_knows_its_places(string text, string expected, string? places)
    {
        var normalized = Normalized(text, new ComposeStep());
        Assert.Equal(text == "a\u0344" ? "ä\u0301" : expected, normalized.Chars.ToString());
        if (places is not null)
            Assert.Equal(places, Places(normalized));
    }

    [Theory]
    [InlineData("ab", "ab", "0-1 1-2")]
    [InlineData("aﬁb", "afib", "0-1 1-2 1-2 2-3")]
    [InlineData("ﬁb", "fib", "0-1 0-1 1-2")]
    [InlineData("a\u0007b", "ab", "0-1 2-3")]
    [InlineData("\r\nb", " b", "0-1 2-3")]
    [InlineData("c\u0301b", "Cb", "0-1 2-3")]
    [InlineData("c\u0301\u0302\u0303b", "C\u0301\u0302\u0303b", "0-1 1-2 2-3 3-4 4-5")]
    [InlineData("😀b", ":)b", "0-2 0-2 2-3")]
    public void A_map_is_followed_as_the_reference_follows_it(string text, string expected, string places)
    {
        var map = SentencePieceFiles.Map(("ﬁ", "fi"), ("\u0007", ""), ("\r", " "), ("c", "C"), ("😀", ":)"));
        var normalized = Normalized(text, new CharacterMapStep(CharacterMap.Read(map, "a test")));
        Assert.Equal(expected, normalized.Chars.ToString());
        Assert.Equal(places, Places(normalized));
    }

    [Theory]
    [InlineData("a \t b\nc ", "a b c ", "0-1 3-4 4-5 5-6 6-7 7-8")]
    [InlineData("a  ", "a ", "0-1 2-3")]
    public void What_is_replaced_has_the_place_of_its_last_character(string text, string expected, string places)
    {
        var normalized = Normalized(text, new ReplaceStep(@"\s{2,}|[\n\r\t]", IsExpression: true, " "));
        Assert.Equal(expected, normalized.Chars.ToString());
        Assert.Equal(places, Places(normalized));
    }

    [Fact]
    public void A_text_is_replaced_as_it_is()
    {
        Assert.Equal("x😀xb", Normalized("..b", new ReplaceStep("..", IsExpression: false, "x😀x")).Chars.ToString());
        Assert.Equal("ab", Normalized("ab", new ReplaceStep(".", IsExpression: false, "x")).Chars.ToString());
    }

    [Theory]
    [InlineData(true, true, "a b")]
    [InlineData(false, true, " \u2003a b")]
    [InlineData(true, false, "a b\n ")]
    public void White_space_goes_where_it_is_told_to(bool left, bool right, string expected)
    {
        Assert.Equal(expected, Normalized(" \u2003a b\n ", new StripStep(left, right)).Chars.ToString());
        Assert.Equal("", Normalized(" \n", new StripStep(left, right)).Chars.ToString());
    }

    [Fact]
    public void Lower_case_is_of_single_characters() =>
        Assert.Equal("0-1 1-2 1-2 2-3", Places(Normalized("Σİς", new LowercaseStep())));

    [Theory]
    [InlineData("""{"type": "NFKC"}""", "NFKC")]
    [InlineData("""{"type": "Sequence", "normalizers": [{"type": "Nmt"}]}""", "Nmt")]
    [InlineData("""{"type": "Replace", "pattern": {"Regex": "\\w+"}, "content": ""}""", "normalizer.pattern.Regex")]
    public void A_normalizer_that_is_not_followed_is_named(string normalizer, string named)
    {
        var json = TinyTokenizers.UnigramJson(("a", -1)).With("normalizer", JsonNode.Parse(normalizer));
        Assert.Contains(named, Fails("EXP3507", json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type": "Precompiled", "precompiled_charsmap": "*"}""")]
    [InlineData("""{"type": "Precompiled"}""")]
    [InlineData("""{"type": "Replace", "pattern": {"String": ""}, "content": ""}""")]
    [InlineData("""{"type": "Replace", "pattern": " ", "content": ""}""")]
    public void A_value_that_is_wrong_is_named(string normalizer) =>
        Fails("EXP3506", TinyTokenizers.UnigramJson(("a", -1)).With("normalizer", JsonNode.Parse(normalizer)));

    internal static string Fails(string code, JsonObject json)
    {
        using var folder = new TemporaryFolder().Write("tokenizer.json", json.ToJsonString());
        return SentencePieceTests.Fails(code, folder).Message;
    }

    private static NormalizedText Normalized(string text, NormalizationStep step)
    {
        var normalized = new NormalizedText();
        new StepNormalizer([step]).Normalize(text, 0, text.Length, normalized);
        return normalized;
    }

    // Half a pair has its character's place, and is shown once.
    private static string Places(NormalizedText text) => string.Join(' ', Enumerable.Range(0, text.Length)
        .Where(index => !char.IsLowSurrogate(text.Chars[index])).Select(index => $"{text.Start(index)}-{text.End(index)}"));
}
