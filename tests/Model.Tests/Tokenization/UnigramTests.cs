using System.Text.Json.Nodes;
using Emotune.Tokenization;
using Emotune.Tokenization.Readers;

namespace Emotune.Model.Tests.Tokenization;

public class UnigramTests
{
    private const int Unknown = 3, First = 5;

    [Theory]
    [InlineData("abcd", "abcd")]
    [InlineData("abcdacd", "abcd|a|cd")]
    [InlineData("bcd", "b|cd")]
    [InlineData("abcdacdxx", "abcd|a|cd|xx")]
    [InlineData("xay", "x|a|y")]
    public void The_way_with_the_highest_sum_is_taken(string word, string expected)
    {
        var pieces = Model(("a", 0), ("b", 0), ("c", 0), ("d", 0), ("cd", 1), ("ab", 2), ("abc", 5), ("abcd", 10)).Split(word);
        Assert.Equal(expected, string.Join('|', pieces.First.Zip(pieces.Last, (first, last) => word[first..(last + 1)])));
    }

    // Both ways through "aaa" have the same sum: the one whose last piece begins first was offered first.
    [Fact]
    public void Of_ways_with_one_sum_the_first_is_kept() =>
        Assert.Equal([0, 1], Model(("a", -1), ("aa", -2)).Split("aaa").First);

    [Fact]
    public void Sums_are_taken_from_left_to_right()
    {
        // (0.1 + 0.2) + 0.3 is greater than 0.6, and 0.1 + (0.2 + 0.3) is not.
        var pieces = Model(("a", 0.1), ("b", 0.2), ("c", 0.3), ("abc", 0.1 + (0.2 + 0.3))).Split("abc");
        Assert.Equal([First, First + 1, First + 2], pieces.Ids);
    }

    [Fact]
    public void Neighbouring_unknown_characters_are_one_piece()
    {
        var pieces = Model(("a", -1)).Split("x😀aéz");
        Assert.Equal([Unknown, First, Unknown], pieces.Ids);
        Assert.Equal([0, 3, 4], pieces.First);
        Assert.Equal([2, 3, 5], pieces.Last);
    }

    // Unknown is the lowest score less ten: two characters that are worth less together than one unknown would be.
    [Fact]
    public void A_piece_of_one_character_is_never_unknown() =>
        Assert.Equal([First], Model(("a", -50), ("b", -1)).Split("a").Ids);

    [Theory]
    [InlineData("always", "a b", "▁|a|▁|b")]
    [InlineData("first", "a b", "▁|a|▁|b")]
    [InlineData("never", "a b", "a|▁|b")]
    [InlineData("always", "▁a", "▁|a")]
    [InlineData("always", "a<mask>b", "▁|a|<mask>|▁|b")]
    [InlineData("first", "a<mask>b", "▁|a|<mask>|b")]
    [InlineData("first", "<mask>b", "<mask>|b")]
    [InlineData("always", "a  b", "▁|a|▁|▁|b")]
    public void A_sign_stands_for_a_space(string scheme, string text, string expected)
    {
        var json = TinyTokenizers.UnigramJson(("▁", -1), ("a", -1), ("b", -1)).With("pre_tokenizer", Metaspace(scheme));
        Assert.Equal(expected, Pieces(json.Load(), text));
    }

    [Fact]
    public void A_scheme_may_be_told_by_the_older_key()
    {
        var metaspace = JsonNode.Parse("""{"type": "Metaspace", "replacement": "▁", "add_prefix_space": false, "str_rep": "▁"}""");
        var json = TinyTokenizers.UnigramJson(("▁", -1), ("a", -1)).With("pre_tokenizer", metaspace);
        Assert.Equal("a|▁|a", Pieces(json.Load(), "a a"));
    }

    [Fact]
    public void White_space_and_punctuation_part_words_where_they_are_told_to()
    {
        var json = TinyTokenizers.UnigramJson(("▁", -1), ("a", -1), ("!", -1), ("▁!!", 5));
        Assert.Equal("▁|a|▁|a|▁!!", Pieces(json.Load(), "  a\u2003\na !! "));
        json["pre_tokenizer"]!["pretokenizers"]![0]!["type"] = "Punctuation";
        Assert.Equal("▁|a|▁|!|▁|!|▁|a", Pieces(json.Load(), "a!!a"));
    }

    [Fact]
    public void Offsets_are_of_the_original_text()
    {
        var tokenizer = TinyTokenizers.UnigramJson(("▁a", -1), ("b", -1)).Load();
        var encoding = tokenizer.Encode(" ab\t😀b <mask>");
        Assert.Equal([0, First, First + 1, Unknown, First + 1, 4, 2], encoding.Ids);
        // The sign before the emoji has the emoji's own place, and is unknown as it is.
        Assert.Equal([(0, 0), (1, 2), (2, 3), (4, 6), (6, 7), (7, 14), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void A_text_of_a_million_letters_without_a_space_is_one_word()
    {
        var tokenizer = TinyTokenizers.UnigramJson(("▁", -3), ("aa", -1), ("a", -2)).Load();
        Assert.Equal(500_003, tokenizer.EncodeIds(new string('a', 1_000_000)).Length);
    }

    internal static string Pieces(TextTokenizer tokenizer, string text)
    {
        var ids = tokenizer.EncodeIds(text)[1..^1];
        return string.Join('|', ids.Select(tokenizer.Piece));
    }

    internal static JsonNode? Metaspace(string scheme) =>
        JsonNode.Parse($$"""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "{{scheme}}", "split": true}""");

    private static UnigramModel Model(params (string Piece, double Score)[] pieces)
    {
        (string Piece, double Score)[] all = [("<s>", 0), ("<pad>", 0), ("</s>", 0), ("<unk>", 0), ("<mask>", 0), .. pieces];
        var vocabulary = Vocabulary.Create([.. all.Select((entry, id) => (entry.Piece, id))], "a test");
        return new UnigramModel(vocabulary, [.. all.Select(entry => entry.Score)], Unknown);
    }
}
