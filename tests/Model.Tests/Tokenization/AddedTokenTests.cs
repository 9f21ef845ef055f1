using System.Text.Json.Nodes;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

public class AddedTokenTests
{
    [Theory]
    [InlineData("xab", "x [ab]")] // the leftmost, and there the longest
    [InlineData("abc", "[abc]")]
    [InlineData("ababcab", "[ab] [abc] [ab]")]
    [InlineData("bcab", "bc [ab]")]
    [InlineData("", "")]
    public void The_leftmost_longest_token_is_taken(string text, string expected) =>
        Assert.Equal(expected, Split(text, Token("ab"), Token("abc")));

    [Theory]
    [InlineData("x  <m>  y", "x [  <m>]   y")]
    [InlineData("\t\u2003<m><m>", "[\t\u2003<m>] [<m>]")]
    public void A_left_stripping_token_takes_the_white_space_before_it(string text, string expected) =>
        Assert.Equal(expected, Split(text, Token("<m>") with { LeftStrip = true }));

    [Fact]
    public void White_space_between_two_tokens_is_the_firsts() =>
        Assert.Equal("x [ <m> ] [<m> ] y", Split("x <m> <m> y", Token("<m>") with { LeftStrip = true, RightStrip = true }));

    [Theory]
    [InlineData("<m> a<m> <m>b <m>, é<m>", "[<m>]  a<m> <m>b  [<m>] , é<m>")]
    [InlineData("_<m> -<m> 1<m> \u0330<m> 😀<m>", "_<m> - [<m>]  1<m> \u0330<m> 😀 [<m>]")]
    public void A_single_word_token_touches_no_word(string text, string expected) =>
        Assert.Equal(expected, Split(text, Token("<m>") with { SingleWord = true }));

    [Fact]
    public void Special_tokens_in_a_text_are_themselves_and_part_words()
    {
        var tokenizer = TinyTokenizers.Bert("a", "##b", "b");
        var encoding = tokenizer.Encode("a[MASK]b [mask][SEP]");
        Assert.Equal([2, 5, 4, 7, 1, 1, 1, 3, 3], encoding.Ids);
        Assert.Equal([(0, 0), (0, 1), (1, 7), (7, 8), (9, 10), (10, 14), (14, 15), (15, 20), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void A_normalized_token_is_found_in_the_normalized_text_and_placed_in_the_original()
    {
        var json = TinyTokenizers.BertJson("a");
        json["added_tokens"]!.AsArray().Add(JsonNode.Parse(
            """{"id": 6, "content": "Café", "single_word": false, "lstrip": false, "rstrip": false,"""
            + """ "normalized": true, "special": false}"""));
        var tokenizer = json.Load();
        var encoding = tokenizer.Encode("a CAFE\u0301 Cafe");
        Assert.Equal([2, 5, 6, 6, 3], encoding.Ids);
        Assert.Equal([(0, 0), (0, 1), (2, 6), (8, 12), (0, 0)], encoding.Offsets);
        Assert.Equal(7, tokenizer.VocabularySize);
        Assert.False(tokenizer.IsSpecial(6));
    }

    [Fact]
    public void Text_between_special_tokens_is_normalized_on_its_own()
    {
        // The mark after the token has no letter to belong to; it goes, and the token's offsets do not grow.
        var encoding = TinyTokenizers.Bert("a").Encode("a[MASK]\u0301a");
        Assert.Equal([2, 5, 4, 5, 3], encoding.Ids);
        Assert.Equal([(0, 0), (0, 1), (1, 7), (8, 9), (0, 0)], encoding.Offsets);
    }

    private static AddedToken Token(string content) => new(content, 0, Special: true);

    private static string Split(string text, params AddedToken[] tokens)
    {
        var parts = new List<TextPart>();
        new AddedTokenFinder(tokens.Select(token => (token.Content, token))).Split(text, parts);
        return string.Join(' ', parts.Select(part => part.Token is null ? text[part.From..part.To] : $"[{text[part.From..part.To]}]"));
    }
}
