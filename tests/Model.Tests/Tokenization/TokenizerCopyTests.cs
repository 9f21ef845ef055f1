using System.Text.Json.Nodes;
using Emotune.Tokenization;
using Problem = Emotune.Model.Tests.Artifacts.Problem;

namespace Emotune.Model.Tests.Tokenization;

public class TokenizerCopyTests
{
    [Fact]
    public void Files_that_name_their_class_are_copied_byte_for_byte()
    {
        using var folder = TinyTokenizers.BertFolder("a")
            .Write("tokenizer_config.json", """{"tokenizer_class":  "BertTokenizer","model_max_length":1000000000000000019884624838656}""")
            .Write("special_tokens_map.json", "{ }").Write("config.json", "{}");
        using var copy = Copied(folder);
        Assert.Equal(["special_tokens_map.json", "tokenizer_config.json", "vocab.txt"], Names(copy));
        Assert.All(Names(copy), name => Assert.Equal(Bytes(folder, name), Bytes(copy, name)));
    }

    [Fact]
    public void A_configuration_without_a_class_gets_the_one_that_was_read()
    {
        using var folder = TinyTokenizers.BertFolder("É", "e")
            .Write("tokenizer_config.json", """{"do_lower_case": false, "model_max_length": 1000000000000000019884624838656}""")
            .Write("config.json", """{"model_type": "distilbert"}""");
        using var copy = Copied(folder);
        Assert.Equal(
            """
            {
              "do_lower_case": false,
              "model_max_length": 1000000000000000019884624838656,
              "tokenizer_class": "DistilBertTokenizer"
            }

            """, File.ReadAllText(Path.Combine(copy.Path, "tokenizer_config.json")));
        Assert.Equal([2, 5, 3], TextTokenizer.Load(copy.Path).EncodeIds("É"));
    }

    [Fact]
    public void A_folder_without_a_configuration_gets_one_with_all_settings()
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("config.json", """{"model_type": "bert"}""");
        using var copy = Copied(folder);
        Assert.Equal(
            """
            {
              "do_lower_case": true,
              "tokenize_chinese_chars": true,
              "strip_accents": null,
              "unk_token": "[UNK]",
              "sep_token": "[SEP]",
              "pad_token": "[PAD]",
              "cls_token": "[CLS]",
              "mask_token": "[MASK]",
              "tokenizer_class": "BertTokenizer"
            }

            """, File.ReadAllText(Path.Combine(copy.Path, "tokenizer_config.json")));
    }

    [Theory]
    [InlineData("""{"model_type": "roberta"}""")]
    [InlineData("{}")]
    public void Byte_level_tokenizers_keep_their_mask_and_their_space(string model)
    {
        using var folder = TinyTokenizers.ByteLevelFolder("Ġ a").Write("config.json", model);
        using var copy = Copied(folder);
        var (own, copied) = (TextTokenizer.Load(folder.Path), TextTokenizer.Load(copy.Path));
        Assert.All(["a a", "a <mask> a", " <s>"], text => Assert.Equal(own.EncodeIds(text), copied.EncodeIds(text)));
        Assert.Equal("RobertaTokenizer", Config(copy)["tokenizer_class"]!.GetValue<string>());
    }

    [Fact]
    public void What_follows_tokenizer_json_goes_on_following_it()
    {
        using var folder = new TemporaryFolder().Write("tokenizer.json",
            TinyTokenizers.BertJson("A", "a").With("normalizer", "lowercase", false).ToJsonString());
        using var copy = Copied(folder).Write("config.json", """{"model_type": "bert"}""");
        Assert.Equal([2, 5, 3], TextTokenizer.Load(copy.Path).EncodeIds("A"));
    }

    [Fact]
    public void A_class_that_has_nothing_to_follow_is_replaced()
    {
        using var folder = TinyTokenizers.BertFolder("a")
            .Write("tokenizer_config.json", """{"tokenizer_class": "PreTrainedTokenizerFast", "do_lower_case": false}""");
        using var copy = Copied(folder);
        Assert.Equal("BertTokenizer", Config(copy)["tokenizer_class"]!.GetValue<string>());
        Assert.False(Config(copy)["do_lower_case"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"tokenizer_class": "BertTokenizer"}""")]
    public void Copies_of_files_that_must_not_be_written_can_be_written_again(string config)
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("tokenizer_config.json", config);
        foreach (var name in Names(folder))
            File.SetAttributes(Path.Combine(folder.Path, name), FileAttributes.ReadOnly);
        using var copy = Copied(folder);
        TextTokenizer.Copy(folder.Path, copy.Path);
        Assert.Equal(Names(folder), Names(copy));
        Assert.All(Names(copy), name => Assert.False(new FileInfo(Path.Combine(copy.Path, name)).IsReadOnly, name));
    }

    [Theory]
    [InlineData("""{"chat_template": "\ud800"}""")]
    [InlineData("""{"padding_side": "left", "padding_side": "right"}""")]
    [InlineData("""{"extra": {"a": 1, "a": 2}}""")]
    public void What_cannot_be_completed_is_refused_before_anything_is_written(string config)
    {
        using var folder = TinyTokenizers.BertFolder("a").Write("tokenizer_config.json", config);
        var problem = Problem.Of(() => TokenizerCopy.Of(folder.Path));
        Assert.Equal(("EXP4030", Path.Combine(folder.Path, "tokenizer_config.json")), (problem.Code, problem.At?.File));
    }

    private static TemporaryFolder Copied(TemporaryFolder folder)
    {
        var copy = new TemporaryFolder();
        TextTokenizer.Copy(folder.Path, copy.Path);
        return copy;
    }

    private static List<string> Names(TemporaryFolder folder) =>
        [.. Directory.EnumerateFiles(folder.Path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static byte[] Bytes(TemporaryFolder folder, string name) => File.ReadAllBytes(Path.Combine(folder.Path, name));

    private static JsonNode Config(TemporaryFolder folder) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "tokenizer_config.json")))!;
}
