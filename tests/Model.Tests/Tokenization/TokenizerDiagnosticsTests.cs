using System.Text.Json.Nodes;
using Emotune.Diagnostics;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

public class TokenizerDiagnosticsTests
{
    [Fact]
    public void A_folder_without_a_tokenizer_names_what_was_looked_for()
    {
        using var folder = new TemporaryFolder().Write("tokenizer_config.json", "{}");
        var message = Fails("EXP3501", folder).Message;
        Assert.All(
            ["tokenizer.json", "vocab.txt", "vocab.json", "merges.txt", folder.Path], part =>
                Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_not_there_has_no_tokenizer() =>
        Assert.Equal("EXP3501", Code(() => TextTokenizer.Load(Path.Combine(Path.GetTempPath(), "no-such-folder-of-emotune"))));

    [Theory]
    [InlineData("vocab.json", "merges.txt")]
    [InlineData("merges.txt", "vocab.json")]
    public void Half_a_byte_level_tokenizer_names_the_other_half(string there, string missing)
    {
        using var folder = new TemporaryFolder().Write(there, "{}");
        Assert.Contains(missing, Fails("EXP3502", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_says_so()
    {
        using var folder = TinyTokenizers.BertFolder();
        using var held = new FileStream(Path.Combine(folder.Path, "vocab.txt"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Fails("EXP3503", folder);
    }

    [Theory]
    [InlineData("vocab.txt")]
    [InlineData("tokenizer.json")]
    public void A_file_that_is_not_UTF_8_says_so(string name)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, name), [0x61, 0xFF, 0xFE]);
        Fails("EXP3504", folder);
    }

    [Theory]
    [InlineData("vocab.txt")]
    [InlineData("tokenizer_config.json")]
    [InlineData("special_tokens_map.json")]
    [InlineData("added_tokens.json")]
    public void A_byte_that_is_not_UTF_8_has_its_place(string name)
    {
        using var folder = TinyTokenizers.BertFolder();
        File.WriteAllBytes(Path.Combine(folder.Path, name), [.. "{}\na\nü"u8, 0xE9, .. "\n"u8]);
        Assert.Equal(new SourceLocation(Path.Combine(folder.Path, name), 3, 3), Fails("EXP3504", folder).At);
    }

    [Fact]
    public void So_has_a_name_in_JSON_that_is_half_a_surrogate_pair()
    {
        using var folder = TinyTokenizers.ByteLevelFolder().Write("vocab.json", "{\n  \"a\": 0,\n  \"b\\udc00\": 1\n}");
        Assert.Equal(new SourceLocation(Path.Combine(folder.Path, "vocab.json"), 3, 3), Fails("EXP3506", folder).At);
    }

    [Theory]
    [InlineData("tokenizer.json")]
    [InlineData("special_tokens_map.json")]
    public void A_folder_in_the_place_of_a_file_is_not_passed_over(string name)
    {
        using var folder = TinyTokenizers.BertFolder("a");
        Directory.CreateDirectory(Path.Combine(folder.Path, name));
        Fails("EXP3503", folder);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/nowhere/at/all")]
    public void Nor_is_a_link_to_what_is_no_file(string target)
    {
        using var folder = TinyTokenizers.BertFolder("a");
        File.CreateSymbolicLink(Path.Combine(folder.Path, "tokenizer.json"), target);
        Fails("EXP3503", folder);
    }

    [Theory]
    [InlineData("GPT2Tokenizer")]
    [InlineData("BertJapaneseTokenizer")]
    [InlineData("CamembertTokenizerFast")]
    public void A_class_with_other_rules_is_refused(string name)
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("tokenizer_config.json", $$"""{"tokenizer_class": "{{name}}"}""");
        var message = Fails("EXP3519", folder).Message;
        Assert.Contains($"'{name}'", message, StringComparison.Ordinal);
        Assert.Contains("BertTokenizer, ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_one_that_reads_files_of_another_kind()
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("config.json", """{"model_type": "roberta"}""");
        Assert.Contains("RobertaTokenizer", Fails("EXP3520", folder).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2147483648")]
    [InlineData("1.5")]
    [InlineData("-1")]
    [InlineData("1e400")]
    public void An_id_that_is_no_id_is_named(string id)
    {
        using var folder = TinyTokenizers.ByteLevelFolder().Write("vocab.json", $$"""{"a": {{id}}}""");
        Assert.Contains("'a'", Fails("EXP3506", folder).Message, StringComparison.Ordinal);
        folder.Clear().Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n").Write("added_tokens.json", $$"""{"x": {{id}}}""");
        Assert.Contains("'x'", Fails("EXP3506", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Malformed_JSON_has_its_line()
    {
        using var folder = new TemporaryFolder().Write("tokenizer.json", "{\n  \"model\": {,}\n}");
        Assert.Equal(2, Fails("EXP3505", folder).At!.Line);
    }

    [Theory]
    [InlineData("[]", "the file")]
    [InlineData("""{"model": 3}""", "model")]
    [InlineData("""{"model": {}}""", "model.type")]
    [InlineData("""{"model": {"type": "WordPiece"}, "pre_tokenizer": {"type": "BertPreTokenizer"}}""", "model.vocab")]
    [InlineData("""{"model": {"type": "WordPiece", "vocab": {"a": -1}}, "pre_tokenizer": {"type": "BertPreTokenizer"}}""", "model.vocab.a")]
    [InlineData(
        """{"model": {"type": "WordPiece", "vocab": {"a": "\ud800"}, "unk_token": "\ud800"},"""
        + """ "pre_tokenizer": {"type": "BertPreTokenizer"}}""", "model.unk_token")]
    [InlineData("""{"model": {"type": "WordPiece", "vocab": {"\ud800": 0}}, "pre_tokenizer": {"type": "BertPreTokenizer"}}""",
        "model.vocab")]
    public void A_value_that_is_missing_or_of_the_wrong_type_is_named(string json, string path)
    {
        using var folder = new TemporaryFolder().Write("tokenizer.json", json);
        Assert.Contains($"'{path}'", Fails("EXP3506", folder).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("normalizer", "lowercase", "1", "normalizer.lowercase")]
    [InlineData("post_processor", "single", "[]", "post_processor.single")]
    [InlineData("post_processor", "single", """[{"Sequence": {"id": "A"}}]""", "post_processor")]
    [InlineData("post_processor", "special_tokens", "{}", "post_processor.special_tokens.[CLS].ids")]
    public void So_is_one_within_a_part(string section, string key, string value, string path) =>
        AssertNames("EXP3506", TinyTokenizers.BertJson("a").With(section, key, JsonNode.Parse(value)), path);

    [Theory]
    [InlineData("normalizer", """{"type": "NFKC"}""", "normalizer.type", "NFKC")]
    [InlineData("pre_tokenizer", """{"type": "Whitespace"}""", "pre_tokenizer.type", "Whitespace")]
    [InlineData("model", """{"type": "WordLevel"}""", "model.type", "WordLevel")]
    [InlineData("post_processor", """{"type": "ByteLevel"}""", "post_processor.type", "ByteLevel")]
    [InlineData("post_processor", "null", "post_processor", "null")]
    [InlineData("truncation", """{"direction": "Up"}""", "truncation.direction", "Up")]
    public void An_unsupported_part_is_named_with_its_value(string key, string value, string path, string shown)
    {
        AssertNames("EXP3507", TinyTokenizers.BertJson("a").With(key, JsonNode.Parse(value)), path);
        Assert.Contains(
            shown, Error(() => TinyTokenizers.BertJson("a").With(key, JsonNode.Parse(value)).Load()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dropout", "0.1")]
    [InlineData("byte_fallback", "true")]
    [InlineData("ignore_merges", "true")]
    [InlineData("end_of_word_suffix", "\"</w>\"")]
    [InlineData("continuing_subword_prefix", "\"##\"")]
    public void So_is_an_unsupported_option_of_byte_level_BPE(string key, string value) =>
        AssertNames("EXP3507", TinyTokenizers.ByteLevelJson().With("model", key, JsonNode.Parse(value)), "model." + key);

    [Fact]
    public void And_a_limit_of_characters_that_is_too_large() =>
        AssertNames(
            "EXP3507", TinyTokenizers.BertJson("a").With("model", "max_input_chars_per_word", 1000000), "model.max_input_chars_per_word");

    [Fact]
    public void A_missing_special_token_is_named_with_its_role()
    {
        using var folder = new TemporaryFolder().Write("vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\na\n");
        var message = Fails("EXP3508", folder).Message;
        Assert.Contains("[MASK]", message, StringComparison.Ordinal);
        Assert.Contains("mask_token", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piece_that_is_there_twice_in_JSON_is_named()
    {
        using var folder = TinyTokenizers.ByteLevelFolder();
        folder.Write("vocab.json", """{"a": 5, "b": 6, "a": 7}""");
        Assert.Contains("'a' twice, with the ids 5 and 7", Fails("EXP3509", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_is_an_id_that_is_there_twice()
    {
        using var folder = TinyTokenizers.ByteLevelFolder();
        folder.Write("vocab.json", """{"a": 0, "b": 0}""");
        Fails("EXP3510", folder);
    }

    [Fact]
    public void And_an_id_that_is_missing() =>
        Assert.Equal(
            "EXP3511",
            Error(() =>
                TinyTokenizers.BertJson("a")
                    .With("model", "vocab", JsonNode.Parse("""{"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "a": 6}"""))
                    .Load()).Code);

    [Fact]
    public void An_added_token_with_another_id_than_in_the_vocabulary_is_named()
    {
        var json = TinyTokenizers.BertJson("a");
        json["added_tokens"]![4]!["id"] = 5;
        Assert.Equal("EXP3512", Error(() => json.Load()).Code);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a b c")]
    [InlineData("a  b")]
    [InlineData("")]
    public void A_merge_that_is_not_a_pair_has_its_line(string line)
    {
        using var folder = TinyTokenizers.ByteLevelFolder();
        folder.Write("merges.txt", $"#version: 0.2\n{line}\n\n");
        Assert.Equal(2, Fails("EXP3513", folder).At!.Line);
    }

    [Theory]
    [InlineData("a zz", "zz")]
    [InlineData("a b", "ab")]
    public void A_merge_of_or_into_an_unknown_piece_is_named(string merge, string unknown)
    {
        using var folder = TinyTokenizers.ByteLevelFolder();
        folder.Write("merges.txt", merge + "\n");
        Assert.Contains($"'{unknown}'", Fails("EXP3514", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_level_vocabulary_without_a_byte_says_which()
    {
        using var folder = new TemporaryFolder()
            .Write("vocab.json", """{"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<mask>": 4, "a": 5}""")
            .Write("merges.txt", "#version: 0.2\n");
        Assert.Contains("255 of the 256", Fails("EXP3515", folder).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_length_without_room_for_the_special_tokens_says_so()
    {
        var tokenizer = TinyTokenizers.Bert("a");
        Assert.Equal("EXP3516", Code(() => tokenizer.EncodeIds("a", 1)));
        Assert.Equal("EXP3516", Code(() => tokenizer.EncodeAll(["a"], 0)));
    }

    [Fact]
    public void A_vocabulary_that_is_too_small_says_how_large_it_must_be()
    {
        var error = Error(() => WordPieceVocabularyBuilder.Train(["abc abc"], 10));
        Assert.Equal("EXP3517", error.Code);
        Assert.Contains("The smallest valid size is 11.", error.Message, StringComparison.Ordinal);
        Assert.Equal(11, WordPieceVocabularyBuilder.Train(["abc abc"], 11).Count);
    }

    [Fact]
    public void Texts_without_words_have_no_vocabulary() =>
        Assert.Equal("EXP3518", Code(() => WordPieceVocabularyBuilder.Train([" ", ""], 100)));

    private static void AssertNames(string code, JsonObject json, string path)
    {
        var error = Error(() => json.Load());
        Assert.Equal(code, error.Code);
        Assert.Contains($"'{path}'", error.Message, StringComparison.Ordinal);
    }

    private static Diagnostic Fails(string code, TemporaryFolder folder)
    {
        var error = Error(() => TextTokenizer.Load(folder.Path));
        Assert.Equal(code, error.Code);
        Assert.StartsWith(folder.Path, error.At!.File, StringComparison.Ordinal);
        return error;
    }

    private static string Code(Action action) => Error(action).Code;

    private static Diagnostic Error(Action action) => Assert.Single(Assert.Throws<DiagnosticException>(action).Diagnostics);
}
