using Emotune.Diagnostics;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

/// <summary>Which file decides what, in folders that a test writes; the oracles have real ones.</summary>
public class TokenizerClassTests
{
    [Theory]
    [InlineData("""{"tokenizer_class": "BertTokenizer"}""", "{}", true)]
    [InlineData("""{"tokenizer_class": "BertTokenizerFast"}""", "{}", true)]
    [InlineData("""{"tokenizer_class": "DistilBertTokenizer"}""", """{"model_type": "bert"}""", true)]
    [InlineData("{}", """{"model_type": "distilbert"}""", true)]
    [InlineData("""{"tokenizer_class": null}""", """{"model_type": "electra"}""", true)]
    [InlineData("{}", """{"tokenizer_class": "BertTokenizer", "model_type": "x"}""", true)]
    [InlineData("{}", "{}", false)]
    [InlineData("{}", """{"model_type": "x"}""", false)]
    [InlineData("""{"tokenizer_class": "PreTrainedTokenizerFast"}""", """{"model_type": "bert"}""", false)]
    [InlineData("""{"tokenizer_class": "TokenizersBackend"}""", """{"model_type": "bert"}""", false)]
    [InlineData("""{"tokenizer_class": "SomebodysOwnTokenizer"}""", """{"model_type": "bert"}""", false)]
    public void A_named_class_lowers_capitals_by_default_and_others_follow_the_json(string config, string model, bool lowers)
    {
        using var folder = Cased().Write("tokenizer_config.json", config).Write("config.json", model);
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal(lowers ? 6 : 5, tokenizer.EncodeIds("A")[1]);
        Assert.Equal(lowers, tokenizer.Notice is not null);
    }

    [Fact]
    public void The_log_names_what_is_not_followed()
    {
        var json = CasedJson().With("pre_tokenizer", "type", "Whitespace");
        json["added_tokens"]!.AsArray().RemoveAt(4);
        using var folder = new TemporaryFolder().Write("tokenizer.json", json.ToJsonString())
            .Write("tokenizer_config.json", """{"tokenizer_class": "BertTokenizer", "cls_token": "[PAD]"}""");
        Assert.StartsWith(
            "tokenizer.json is not followed in normalizer, model, post_processor and added_tokens. As in Transformers, BertTokenizer ",
            TextTokenizer.Load(folder.Path).Notice, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_is_it_silent_where_the_json_is_followed()
    {
        using var folder = Cased()
            .Write("tokenizer_config.json", """{"tokenizer_class": "TokenizersBackend", "do_lower_case": true, "strip_accents": null}""");
        Assert.Equal(
            "tokenizer_config.json and tokenizer.json disagree about do_lower_case. As in Transformers, TokenizersBackend follows "
            + "tokenizer.json.", TextTokenizer.Load(folder.Path).Notice);
    }

    [Fact]
    public void EXP3508_a_role_without_a_token_is_named()
    {
        using var folder = TinyTokenizers.BertFolder("a")
            .Write("tokenizer_config.json", """{"tokenizer_class": "BertTokenizer", "sep_token": ""}""");
        var problem = Assert.Throws<DiagnosticException>(() => TextTokenizer.Load(folder.Path)).Diagnostics[0];
        Assert.Equal("EXP3508", problem.Code);
        Assert.Contains("sep_token", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_that_begins_with_a_byte_order_mark_is_a_piece()
    {
        string[] lines = ["\uFEFF[PAD]", .. TinyTokenizers.Special, "a"];
        using var folder = new TemporaryFolder().Write("vocab.txt", "\uFEFF" + string.Join('\n', lines) + "\n")
            .Write("tokenizer_config.json", """{"tokenizer_class": "BertTokenizer"}""");
        Assert.Equal([3, 6, 4], TextTokenizer.Load(folder.Path).EncodeIds("a"));
    }

    [Fact]
    public void A_piece_that_looks_like_the_place_of_a_blank_line_is_a_piece()
    {
        string[] lines = [.. TinyTokenizers.Special, "", "a", " 5"];
        using var folder = new TemporaryFolder().Write("vocab.txt", string.Join('\n', lines) + "\n")
            .Write("tokenizer_config.json", """{"tokenizer_class": "BertTokenizer"}""");
        Assert.Equal([2, 6, 3], TextTokenizer.Load(folder.Path).EncodeIds("a"));
    }

    [Fact]
    public void It_says_nothing_where_all_agree()
    {
        using var folder = new TemporaryFolder().Write("tokenizer.json", TinyTokenizers.BertJson("a").ToJsonString())
            .Write("tokenizer_config.json", """{"tokenizer_class": "BertTokenizer", "do_lower_case": true}""");
        Assert.Null(TextTokenizer.Load(folder.Path).Notice);
    }

    [Fact]
    public void The_last_of_equal_lines_counts_and_blank_ones_have_ids_that_no_text_gets()
    {
        using var folder = new TemporaryFolder().Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\nb\r\n\na \nc\n\n\n");
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal([2, 8, 6, 9, 3], tokenizer.EncodeIds("a b c"));
        Assert.Equal(10, tokenizer.VocabularySize);
        // The library counts nine different lines and gives a new token the id 9, which is another piece's too.
        folder.Write("tokenizer_config.json", """{"extra_special_tokens": ["<x>"]}""");
        Assert.Equal([2, 9, 3], TextTokenizer.Load(folder.Path).EncodeIds("<x>"));
    }

    [Theory]
    [InlineData("""{"extra_special_tokens": ["<x>", "<y>"], "additional_special_tokens": ["<z>"]}""", "{}", 6, 7, 1)]
    [InlineData("""{"additional_special_tokens": ["<y>", {"content": "<z>", "special": true}]}""", "{}", 1, 6, 7)]
    [InlineData("""{"extra_special_tokens": ["<x>"]}""", """{"extra_special_tokens": ["<y>"]}""", 6, 7, 1)]
    [InlineData("""{"extra_special_tokens": ["<x>"]}""", """{"additional_special_tokens": ["<y>"]}""", 6, 1, 1)]
    [InlineData("{}", """{"additional_special_tokens": ["<y>", "<x>"]}""", 7, 6, 1)]
    [InlineData("""{"extra_special_tokens": {"image": "<y>"}, "x_token": "<x>", "add_z_token": false}""", "{}", 6, 7, 1)]
    [InlineData("""{"extra_special_tokens": ["<x>"], "added_tokens_decoder": {}}""", """{"extra_special_tokens": ["<y>"]}""", 6, 1, 1)]
    public void Further_special_tokens_come_behind_the_vocabulary(string config, string map, int x, int y, int z)
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("tokenizer_config.json", config).Write("special_tokens_map.json", map);
        var tokenizer = TextTokenizer.Load(folder.Path);
        Assert.Equal((x, y, z), (First("<x>"), First("<y>"), First("<z>")));

        int First(string text) => tokenizer.EncodeIds(text)[1];
    }

    [Fact]
    public void Listed_tokens_are_added_in_the_order_of_their_ids_whatever_gaps_these_have()
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("added_tokens.json", """{"zz": 900, "yy": 30}""");
        Assert.Equal([2, 7, 6, 3], TextTokenizer.Load(folder.Path).EncodeIds("zz YY"));
    }

    [Fact]
    public void A_listed_id_that_contradicts_the_vocabulary_is_refused()
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("added_tokens.json", """{"a": 9}""");
        var error = Assert.Throws<Diagnostics.DiagnosticException>(() => TextTokenizer.Load(folder.Path));
        Assert.Equal("EXP3512", Assert.Single(error.Diagnostics).Code);
    }

    [Fact]
    public void An_added_token_is_no_piece_of_other_words()
    {
        using var folder = TinyTokenizers.BertFolder("ex", "##tra", "##s").Write("tokenizer_config.json", """
            {"added_tokens_decoder": {"8": {"content": "extra", "single_word": true, "normalized": true, "special": false}}}
            """);
        Assert.Equal([2, 8, 5, 6, 7, 3], TextTokenizer.Load(folder.Path).EncodeIds("extra extras"));
    }

    [Fact]
    public void Special_tokens_in_a_text_may_be_ordinary_text()
    {
        using var folder = TinyTokenizers.BertFolder("[", "]", "mask").Write("tokenizer_config.json", """{"split_special_tokens": true}""");
        Assert.Equal([2, 5, 7, 6, 3], TextTokenizer.Load(folder.Path).EncodeIds("[MASK]"));
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("""{"mask_token": "<mask>"}""", false)]
    [InlineData("""{"mask_token": {"__type": "AddedToken", "content": "<mask>", "lstrip": true, "normalized": false}}""", true)]
    [InlineData("""{"added_tokens_decoder": {"4": {"content": "<mask>", "lstrip": true, "special": true}}}""", true)]
    public void Robertas_mask_takes_the_space_before_it_only_where_a_file_says_so(string config, bool takes)
    {
        using var folder = TinyTokenizers.ByteLevelFolder().Write("config.json", """{"model_type": "roberta"}""")
            .Write("tokenizer_config.json", config);
        Assert.Equal(takes ? 4 : 5, TextTokenizer.Load(folder.Path).EncodeIds("a <mask>").Length);
    }

    [Fact]
    public void Merges_that_are_there_twice_have_their_last_place()
    {
        var tokenizer = TinyTokenizers.ByteLevelJson("a b", "b c")
            .With("model", "merges", System.Text.Json.Nodes.JsonNode.Parse("""["a b", "b c", "a b"]""")).Load();
        Assert.Equal([0, 'a' + 5, 262, 2], tokenizer.EncodeIds("abc"));
    }

    private static System.Text.Json.Nodes.JsonObject CasedJson() =>
        TinyTokenizers.BertJson("A", "a").With("normalizer", "lowercase", false).With("normalizer", "strip_accents", false);

    private static TemporaryFolder Cased() => new TemporaryFolder().Write("tokenizer.json", CasedJson().ToJsonString());
}
