using Emotune.Diagnostics;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Tokenization;
using Emotune.Tokenization;
using Problem = Emotune.Model.Tests.Artifacts.Problem;

namespace Emotune.Model.Tests.Stages;

public class StartTokenizerTests
{
    private static readonly SourceLocation Key = new("tickets.yaml", 12, 5);

    [Fact]
    public void A_start_with_other_pieces_is_refused_at_the_experiments_key()
    {
        using var backbone = TinyTokenizers.BertFolder("a", "b");
        using var start = TinyTokenizers.BertFolder("a", "c");
        var problem = Problem.Of(() => Require(backbone, start.Path));
        Assert.Equal(("EXP3521", Key), (problem.Code, problem.At));
        Assert.Contains($"'{start.Path}'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("the id 6, which is 'c' there and 'b' in the backbone", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a", "b", "c")]
    public void So_is_one_with_more_pieces_or_fewer(params string[] pieces)
    {
        using var backbone = TinyTokenizers.BertFolder("a", "b");
        using var start = TinyTokenizers.BertFolder(pieces);
        Assert.Equal("EXP3521", Problem.CodeOf(() => Require(backbone, start.Path)));
    }

    [Theory]
    [InlineData("do_lower_case", "false", "do_lower_case, which is false there and true in the backbone")]
    [InlineData("strip_accents", "false", "strip_accents, which is false there and true in the backbone")]
    [InlineData("tokenize_chinese_chars", "false", "tokenize_chinese_chars, which is false there and true")]
    [InlineData("cls_token", "\"[SEP]\"", "before a text, which is [SEP] there and [CLS] in the backbone")]
    [InlineData("sep_token", "\"[MASK]\"", "after a text, which is [MASK] there and [SEP] in the backbone")]
    [InlineData("unk_token", "\"[PAD]\"", "the unknown token, which is '[PAD]' there and '[UNK]' in the backbone")]
    [InlineData("split_special_tokens", "true", "the added token '[PAD]', which is nothing there")]
    public void One_with_the_same_pieces_and_another_rule_is_refused_by_its_name(string key, string value, string said)
    {
        using var backbone = TinyTokenizers.BertFolder("a", "b");
        using var start = TinyTokenizers.BertFolder("a", "b").Write("tokenizer_config.json", $"{{\"{key}\": {value}}}");
        var problem = Problem.Of(() => Require(backbone, start.Path));
        Assert.Equal(("EXP3521", Key), (problem.Code, problem.At));
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"add_prefix_space": true}""", "add_prefix_space, which is true there and false in the backbone")]
    [InlineData("""{"added_tokens_decoder": {"4": {"content": "<mask>", "lstrip": false, "special": true}}}""", "'<mask>'")]
    public void So_is_a_byte_level_one(string config, string said)
    {
        using var backbone = TinyTokenizers.ByteLevelFolder("Ġ a");
        using var start = TinyTokenizers.ByteLevelFolder("Ġ a").Write("tokenizer_config.json", config);
        Assert.Contains(said, Problem.Of(() => Require(backbone, start.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"truncation_side": "left"}""")]
    [InlineData("""{"tokenizer_class": "DistilBertTokenizer", "do_lower_case": true, "model_max_length": 512}""")]
    public void What_changes_no_id_may_differ(string config)
    {
        using var backbone = TinyTokenizers.BertFolder("a", "b");
        using var start = TinyTokenizers.BertFolder("a", "b").Write("tokenizer_config.json", config);
        Require(backbone, start.Path);
    }

    [Fact]
    public void A_copy_of_the_backbones_tokenizer_is_the_same_one()
    {
        using var backbone = TinyTokenizers.ByteLevelFolder("Ġ a");
        using var copy = new TemporaryFolder();
        TextTokenizer.Copy(backbone.Path, copy.Path);
        Require(backbone, copy.Path);
    }

    [Fact]
    public void One_with_the_same_pieces_may_keep_them_in_another_file()
    {
        using var backbone = TinyTokenizers.BertFolder("a", "b");
        using var start = new TemporaryFolder().Write("tokenizer.json", TinyTokenizers.BertJson("a", "b").ToJsonString());
        Require(backbone, start.Path);
    }

    [Fact]
    public void One_without_a_tokenizer_has_the_backbones()
    {
        using var backbone = TinyTokenizers.BertFolder("a", "b");
        using var start = new TemporaryFolder().Write("tokenizer_config.json", "{}");
        Require(backbone, start.Path);
        Require(backbone, null);
    }

    private static void Require(TemporaryFolder backbone, string? start) => StartTokenizer.Require(
        TextTokenizer.Load(backbone.Path),
        new ModelStart(backbone.Path, "backbone", start, HeadPooling.Mean, null, null) { InitializeFromAt = Key });
}
