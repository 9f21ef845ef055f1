using System.Text.Json.Nodes;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

public class WordPieceTests
{
    [Fact]
    public void The_longest_piece_comes_first_and_offsets_follow_the_original()
    {
        var tokenizer = TinyTokenizers.Bert("un", "##aff", "##able", "##a", "!");
        var encoding = tokenizer.Encode(" ÙN\u200baffÁble!");
        Assert.Equal([2, 5, 6, 7, 9, 3], encoding.Ids);
        Assert.Equal([(0, 0), (1, 3), (4, 7), (7, 11), (11, 12), (0, 0)], encoding.Offsets);
    }

    [Fact]
    public void A_word_with_a_part_that_no_piece_covers_is_unknown_as_a_whole()
    {
        var encoding = TinyTokenizers.Bert("a", "##b").Encode("abx ab");
        Assert.Equal([2, 1, 5, 6, 3], encoding.Ids);
        Assert.Equal([(0, 0), (0, 3), (4, 5), (5, 6), (0, 0)], encoding.Offsets);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void A_word_of_more_than_100_characters_is_unknown(int length, bool unknown)
    {
        // Characters beyond the first plane count once, though they are two UTF-16 units.
        var tokenizer = TinyTokenizers.Bert("😀", "##😀");
        var encoding = tokenizer.Encode(string.Concat(Enumerable.Repeat("😀", length)));
        Assert.Equal(unknown ? [2, 1, 3] : [2, 5, .. Enumerable.Repeat(6, length - 1), 3], encoding.Ids);
        Assert.Equal(unknown ? (0, 2 * length) : (0, 2), encoding.Offsets[1]);
    }

    [Fact]
    public void Each_punctuation_character_is_a_word_and_symbols_outside_of_ASCII_are_not()
    {
        var tokenizer = TinyTokenizers.Bert("+", "…", "—", "€", "##€", "a", "\u166d", "\u2e43");
        // U+166D is a symbol since Unicode 12, punctuation to the reference; U+2E43 is punctuation since Unicode 9, not to the reference.
        Assert.Equal(
            [2, 5, 5, 6, 7, 8, 9, 10, 11, 1, 3],
            tokenizer.EncodeIds("++…— €€a"[..5] + "€€ a\u166d a\u2e43".Replace(" a\u2e43", " \u2e43a", StringComparison.Ordinal)));
    }

    [Fact]
    public void Half_surrogate_pairs_vanish() => Assert.Equal([(0, 0), (1, 2), (3, 4), (0, 0)],
        TinyTokenizers.Bert("a", "##b").Encode("\ud83da\udc00b\ude00").Offsets);

    [Fact]
    public void Truncation_keeps_the_special_tokens()
    {
        var tokenizer = TinyTokenizers.Bert("a", "b", "c");
        Assert.Equal([2, 5, 6, 3], tokenizer.EncodeIds("a b c", 4));
        Assert.Equal([(0, 0), (0, 1), (2, 3), (0, 0)], tokenizer.Encode("a b c", 4).Offsets);
        Assert.Equal([2, 3], tokenizer.EncodeIds("a b c", 2));
        Assert.Equal([2, 5, 6, 7, 3], tokenizer.EncodeIds("a b c", 5));
    }

    [Fact]
    public void Truncation_on_the_left_keeps_the_end()
    {
        var tokenizer = TinyTokenizers.BertJson("a", "b", "c")
            .With("truncation", JsonNode.Parse("""{"direction": "Left", "max_length": 9}""")).Load();
        Assert.Equal([2, 6, 7, 3], tokenizer.EncodeIds("a b c", 4));
    }

    [Fact]
    public void Options_of_the_files_are_followed()
    {
        using var folder = TinyTokenizers.BertFolder("É", "é", "e", "中国");
        folder.Write("tokenizer_config.json", """{"do_lower_case": false, "tokenize_chinese_chars": false}""");
        Assert.Equal([2, 5, 8, 3], TextTokenizer.Load(folder.Path).EncodeIds("É 中国"));
        folder.Write("tokenizer_config.json", """{"do_lower_case": true, "strip_accents": false}""");
        Assert.Equal([2, 6, 3], TextTokenizer.Load(folder.Path).EncodeIds("É"));
        folder.Write("tokenizer_config.json", """{"do_lower_case": true}""");
        Assert.Equal([2, 7, 3], TextTokenizer.Load(folder.Path).EncodeIds("É"));
    }

    [Fact]
    public void The_models_own_names_are_followed()
    {
        var json = TinyTokenizers.BertJson("a", "@@b", "<?>")
            .With("model", "continuing_subword_prefix", "@@").With("model", "unk_token", "<?>")
            .With("model", "max_input_chars_per_word", 3);
        Assert.Equal([2, 5, 6, 7, 7, 3], json.Load().EncodeIds("ab x abbb"));
    }

    [Fact]
    public void Special_tokens_may_have_names_of_their_own()
    {
        using var folder = new TemporaryFolder().Write("vocab.txt", "<s>\n</s>\n<p>\n<m>\n<u>\na\n").Write("special_tokens_map.json",
            """{"cls_token": "<s>", "sep_token": {"content": "</s>", "lstrip": true}, "pad_token": "<p>","""
            + """ "mask_token": "<m>", "unk_token": "<u>"}""");
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal((0, 1, 2, 3, 4), (tokenizer.StartId, tokenizer.EndId, tokenizer.PadId, tokenizer.MaskId, tokenizer.UnknownId));
        Assert.Equal([(0, 0), (0, 1), (1, 6), (6, 7), (0, 0)], tokenizer.Encode("a </s>x").Offsets);
        Assert.True(tokenizer.IsSpecial(3));
        Assert.Equal("a", tokenizer.Piece(5));
    }

    [Fact]
    public void Tokenizer_json_wins_over_vocab_txt()
    {
        using var folder = TinyTokenizers.BertFolder("b").Write("tokenizer.json", TinyTokenizers.BertJson("x", "b").ToJsonString());
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal([2, 6, 3], tokenizer.EncodeIds("b"));
        Assert.Equal(["tokenizer.json", "vocab.txt"], tokenizer.Files.Select(Path.GetFileName));
        Assert.Equal(tokenizer.Files, TextTokenizer.FilesIn(folder.Path));
    }

    [Fact]
    public void Many_texts_at_once_come_in_their_order()
    {
        var tokenizer = TinyTokenizers.Bert(
            [.. Enumerable.Range(0, 10).Select(digit => $"{digit}"), .. Enumerable.Range(0, 10).Select(digit => $"##{digit}")]);
        var texts = Enumerable.Range(0, 5000).Select(number => $"{number} {number * 7919}").ToArray();
        Assert.Equal(texts.Select(text => tokenizer.EncodeIds(text, 9)), tokenizer.EncodeAll(texts, 9));
    }
}
