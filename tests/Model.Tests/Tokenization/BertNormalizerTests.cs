using Emotune.Tokenization.Unicode;

namespace Emotune.Model.Tests.Tokenization;

public class BertNormalizerTests
{
    private static readonly BertNormalizer Uncased = new(CleanText: true, HandleChineseChars: true, StripAccents: true, Lowercase: true);
    private static readonly BertNormalizer Cased = Uncased with { StripAccents = false, Lowercase = false };
    private static readonly BertNormalizer LowercaseOnly = Uncased with { StripAccents = false };

    [Theory]
    [InlineData("a\u0000b\ufffdc\u0007d\u001be\u007ff\u0085g", "abcdefg")] // controls; U+0085 is one, though it is white space
    [InlineData("a\u000bb\u000cc\u001fd", "abcd")] // and so are these
    [InlineData("a\u00adb\u200bc\u200dd\u2060e\ufefff\u180eg\u061ch", "abcdefgh")] // formats
    [InlineData("\U000e0041a\U0001d173", "a")] // formats beyond the first plane
    [InlineData("a\ue000b\ue001c\uf4e4d\uf8ffe\U000f0000f\U000f1234g\U0010fffdh", "abcdefgh")] // private use
    [InlineData("a\u2065b\u0378c\U000e0080d", "a\u2065b\u0378c\U000e0080d")] // unassigned stays
    [InlineData("a\u08e2b\U000110cdc", "a\u08e2b\U000110cdc")] // formats that came after Unicode 8 stay
    [InlineData("a\tb\nc\rd\u00a0e\u1680f\u2003g\u2028h\u2029i\u202fj\u205fk\u3000l", "a b c d e f g h i j k l")]
    [InlineData("\ud800a\udc00", "a")] // half a surrogate pair reads as U+FFFD
    public void Cleaning_drops_controls_and_makes_white_space_spaces(string text, string expected) =>
        Assert.Equal(expected, Cased.Normalize(text));

    [Theory]
    [InlineData("中a文", " 中 a 文 ")]
    [InlineData("\u3400\u4dbf\u9fff", " \u3400  \u4dbf  \u9fff ")]
    [InlineData("\U00020000\U0002a6df\U0002a6e0\U0002fa1f", " \U00020000  \U0002a6df \U0002a6e0 \U0002fa1f ")]
    [InlineData("\U0002b820\U0002b920", "\U0002b820 \U0002b920 ")] // the reference's slip in extension E
    [InlineData("のカ한々", "のカ한々")] // neither kana nor Hangul
    public void Chinese_characters_get_spaces_about_them(string text, string expected) => Assert.Equal(expected, Cased.Normalize(text));

    [Theory]
    [InlineData("ÀÉîõǖ", "aeiou")]
    [InlineData("e\u0301\u0327", "e")]
    [InlineData("Å\u212b\u2126\u212a", "aaωk")] // singletons decompose
    [InlineData("ﬁ½", "ﬁ½")] // compatibility characters do not
    [InlineData("İıſẞŉ", "iıſßŉ")]
    [InlineData("ΑΣ ΣΑΣ", "ασ σασ")] // a character at a time: no final sigma
    [InlineData("한", "\u1112\u1161\u11ab")]
    [InlineData("\uf900", " \u8c48 ")] // a Chinese compatibility character first gets its spaces, then decomposes
    [InlineData("\u1885\u1886a\u18a9", "\u1885\u1886a")] // two that became marks in Unicode 9, and one that was
    [InlineData("a\u1dfbb\u0488", "a\u1dfbb\u0488")] // a mark of Unicode 9 is none to the reference; an enclosing mark is not non-spacing
    [InlineData("\u09cb", "\u09c7\u09be")]
    [InlineData("𐐀𞤀", "𐐨𞤢")]
    public void Accents_go_and_capitals_are_lowered(string text, string expected) => Assert.Equal(expected, Uncased.Normalize(text));

    [Fact]
    public void Without_accent_stripping_a_dotted_capital_i_keeps_its_dot()
    {
        var normalized = new NormalizedText();
        LowercaseOnly.Normalize("xİy", 0, 3, normalized);
        Assert.Equal("xi\u0307y", normalized.Chars.ToString());
        Assert.Equal([(0, 1), (1, 2), (1, 2), (2, 3)], Places(normalized));
    }

    [Fact]
    public void Each_unit_knows_the_character_it_stands_for()
    {
        var normalized = new NormalizedText();
        Uncased.Normalize("é\u200b😀中\u0301", 0, 6, normalized);
        Assert.Equal("e😀 中 ", normalized.Chars.ToString());
        Assert.Equal([(0, 1), (2, 4), (2, 4), (4, 5), (4, 5), (4, 5)], Places(normalized));
    }

    [Fact]
    public void Reordered_marks_take_the_places_of_their_sequence()
    {
        // U+302E (a spacing mark of class 224) sorts before U+0301 (class 230), and so is aligned with the second place, where U+0301 was.
        var normalized = new NormalizedText();
        Uncased.Normalize("a\u0301\u302eb", 0, 4, normalized);
        Assert.Equal("a\u302eb", normalized.Chars.ToString());
        Assert.Equal([(0, 1), (1, 2), (3, 4)], Places(normalized));
    }

    [Fact]
    public void Switched_off_it_changes_nothing()
    {
        var nothing = new BertNormalizer(false, false, false, false);
        Assert.Equal("\u0000É 中\t\ufffd", nothing.Normalize("\u0000É 中\t\ufffd"));
    }

    private static (int, int)[] Places(NormalizedText text) =>
        [.. Enumerable.Range(0, text.Length).Select(index => (text.Start(index), text.End(index)))];

    [Fact]
    public void A_long_run_of_marks_is_ordered_by_class_and_each_class_keeps_its_order()
    {
        var text = "a" + string.Concat(Enumerable.Repeat("\u0301\u0323\U0001d165\u0300", 50_000)) + "b";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var normalized = new NormalizedText();
        Uncased.Normalize(text, 0, text.Length, normalized);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"It took {watch.Elapsed}.");
        // U+1D165 is a mark of the class 216 that takes up space and stays.
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("\U0001d165", 50_000)) + "b", normalized.Chars.ToString());
        Assert.Equal((0, 1, text.Length - 1), (normalized.Start(0), normalized.Start(1), normalized.Start(normalized.Length - 1)));
    }
}
