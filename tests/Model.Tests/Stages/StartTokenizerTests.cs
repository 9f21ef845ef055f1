using Emotune.Model.Diagnostics;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Tokenization;
using Emotune.Model.Tokenization;
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
