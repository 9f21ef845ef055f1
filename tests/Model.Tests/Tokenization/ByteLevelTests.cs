using System.Text.Json.Nodes;
using Emotune.Tokenization;
using Emotune.Tokenization.Unicode;

namespace Emotune.Model.Tests.Tokenization;

public class ByteLevelTests
{
    private const int FirstByte = 5, FirstMerge = FirstByte + 256;

    [Theory]
    [InlineData("Hello there's a  dog", "Hello| there|'s| a| | dog")]
    [InlineData("I'LL you'll'd", "I|'|LL| you|'ll|'d")]
    [InlineData("a1b22 33", "a|1|b|22| 33")]
    [InlineData("x \n y", "x| \n| y")]
    [InlineData("x\n\ny", "x|\n|\n|y")]
    [InlineData("  ", "  ")]
    [InlineData("x\t\u00a0 ", "x|\t\u00a0 ")]
    [InlineData("!! '' 's", "!!| ''| '|s")]
    [InlineData("𝕏𐐀 😀½²Ⅷ٣", "𝕏𐐀| 😀|½²Ⅷ٣")]
    [InlineData("e\u0301x", "e|\u0301|x")]
    [InlineData("a\u0085b\u2028\u200bc", "a|\u0085|b|\u2028|\u200b|c")]
    [InlineData("한국어 日本", "한국어| 日本")]
    public void Words_are_GPT_2s(string text, string expected)
    {
        var words = new List<string>();
        for (var rest = text; rest.Length > 0; rest = rest[words[^1].Length..])
            words.Add(rest[..ByteLevelTextTokenizer.NextWord(rest)]);
        Assert.Equal(expected, string.Join('|', words));
    }

    [Theory]
    [InlineData("a é\u4e2d😀\u0000\r")]
    [InlineData("\ufeff\ud7ff\ue000\U0010ffff")]
    public void Without_merges_each_byte_is_a_piece(string text) => Assert.Equal(
        [0, .. System.Text.Encoding.UTF8.GetBytes(text).Select(value => value + FirstByte), 2], TinyTokenizers.ByteLevel().EncodeIds(text));

    [Fact]
    public void Half_a_surrogate_pair_reads_as_the_replacement_character()
    {
        var encoding = TinyTokenizers.ByteLevel().Encode("\ud83da");
        Assert.Equal([0, 0xEF + FirstByte, 0xBF + FirstByte, 0xBD + FirstByte, 'a' + FirstByte, 2], encoding.Ids);
        Assert.Equal([(0, 0), (0, 1), (0, 1), (0, 1), (1, 2), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void Pieces_of_one_character_all_have_its_offsets()
    {
        // 😀 is F0 9F 98 80; the merge joins its last byte with the next one's first.
        var bytes = ByteAlphabet.Characters;
        var tokenizer = TinyTokenizers.ByteLevel($"{bytes[0x80]} {bytes[0xF0]}");
        var encoding = tokenizer.Encode("😀😀");
        Assert.Equal(
            [0, 0xF0 + FirstByte, 0x9F + FirstByte, 0x98 + FirstByte, FirstMerge, 0x9F + FirstByte, 0x98 + FirstByte, 0x80 + FirstByte, 2],
            encoding.Ids);
        Assert.Equal([(0, 0), (0, 2), (0, 2), (0, 2), (0, 4), (2, 4), (2, 4), (2, 4), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void Merges_are_made_in_their_order_the_leftmost_first()
    {
        var tokenizer = TinyTokenizers.ByteLevel("b c", "a b", "a a", "aa a");
        Assert.Equal([0, 'a' + FirstByte, FirstMerge, 2], tokenizer.EncodeIds("abc"));
        Assert.Equal([0, FirstMerge + 2, FirstMerge + 3, 2], tokenizer.EncodeIds("aaaaa")); // aa aa a, then aa aaa
    }

    [Fact]
    public void Trimmed_offsets_leave_the_space_before_a_word_out()
    {
        var tokenizer = TinyTokenizers.ByteLevel("Ġ a");
        Assert.Equal([(0, 0), (1, 2), (3, 3), (4, 5), (0, 0)], tokenizer.Encode(" a  a").Offsets);
        Assert.Equal([(0, 0), (1, 1), (0, 0)], tokenizer.Encode(" ").Offsets);
    }

    [Fact]
    public void Untrimmed_offsets_have_it()
    {
        var tokenizer = TinyTokenizers.ByteLevelJson("Ġ a").With("post_processor", "trim_offsets", false).Load();
        Assert.Equal([(0, 0), (0, 2), (2, 3), (3, 5), (5, 12), (0, 0)], tokenizer.Encode(" a  a <mask>").Offsets);
    }

    [Fact]
    public void A_mask_takes_the_space_before_it_and_offsets_do_not()
    {
        using var folder = TinyTokenizers.ByteLevelFolder();
        foreach (var tokenizer in new[] { TextTokenizer.Load(folder.Path), TinyTokenizers.ByteLevelJson().Load() })
        {
            var encoding = tokenizer.Encode("a \t<mask>b");
            Assert.Equal([0, 'a' + FirstByte, 4, 'b' + FirstByte, 2], encoding.Ids);
            Assert.Equal([(0, 0), (0, 1), (3, 9), (9, 10), (0, 0)], encoding.Offsets);
        }
    }

    [Fact]
    public void An_added_first_space_is_in_no_offset()
    {
        var json = TinyTokenizers.ByteLevelJson("Ġ a").With("pre_tokenizer", "add_prefix_space", true)
            .With("post_processor", "add_prefix_space", true);
        var tokenizer = json.Load();
        Assert.Equal([0, FirstMerge, FirstMerge, 2], tokenizer.EncodeIds("a a"));
        Assert.Equal([(0, 0), (0, 1), (2, 3), (0, 0)], tokenizer.Encode("a a").Offsets);
        // The space shares the place of the character after it, and is then trimmed at its end.
        Assert.Equal([(0, 0), (0, 0), (0, 2), (0, 2), (0, 2), (0, 2), (0, 0)], tokenizer.Encode("😀").Offsets);
        Assert.Equal(tokenizer.EncodeIds("a"), tokenizer.EncodeIds(" a"));
    }

    [Fact]
    public void A_template_with_byte_level_trimming_is_Robertas_processing()
    {
        var template = TinyTokenizers.BertJson()["post_processor"]!.DeepClone().AsObject();
        template["special_tokens"]!["[CLS]"]!["ids"] = new JsonArray(0);
        template["special_tokens"]!["[SEP]"]!["ids"] = new JsonArray(2);
        var sequence = new JsonObject
        {
            ["type"] = "Sequence",
            ["processors"] = new JsonArray(
            JsonNode.Parse("""{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true}"""), template)
        };
        var (given, expected) = (TinyTokenizers.ByteLevelJson("Ġ a").With("post_processor", sequence).Load(),
            TinyTokenizers.ByteLevelJson("Ġ a").Load());
        Assert.Equal(expected.Encode("x a").Ids, given.Encode("x a").Ids);
        Assert.Equal(expected.Encode("x a").Offsets, given.Encode("x a").Offsets);
    }

    [Fact]
    public void Merges_may_be_pairs() => Assert.Equal([0, FirstMerge, 2],
        TinyTokenizers.ByteLevelJson("a b").With("model", "merges", JsonNode.Parse("""[["a", "b"]]""")).Load().EncodeIds("ab"));
}
