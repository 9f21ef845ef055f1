using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;

namespace Emotune.Model.Tests.Lora;

public sealed class LoraTargetsTests
{
    [Theory]
    [InlineData("bert", "query", "attention.self.query")]
    [InlineData("bert", "ffn_output", "output.dense")]
    [InlineData("bert", "attention_output", "attention.output.dense")]
    [InlineData("distilbert", "query", "attention.q_lin")]
    [InlineData("distilbert", "ffn_input", "ffn.lin1")]
    [InlineData("roberta", "value", "attention.self.value")]
    [InlineData("modernbert", "query", "attn.Wqkv")]
    [InlineData("modernbert", "key", "attn.Wqkv")]
    [InlineData("modernbert", "value", "attn.Wqkv")]
    [InlineData("modernbert", "attention_output", "attn.Wo")]
    [InlineData("modernbert", "ffn_input", "mlp.Wi")]
    [InlineData("modernbert", "ffn_output", "mlp.Wo")]
    [InlineData("deberta-v2", "query", "attention.self.query_proj")]
    public void A_kind_is_one_module_in_each_layer(string modelType, string kind, string module)
    {
        var family = EncoderFamily.Find(modelType)!;
        var names = family.Names;
        Assert.Equal([$"{names.Layer(0)}.{module}", $"{names.Layer(1)}.{module}"], Resolve(family, new() { TargetModules = new([kind]) }));
    }

    [Fact]
    public void A_suffix_begins_after_a_dot()
    {
        Assert.Equal(2, Resolve(EncoderFamily.DistilBert, new() { TargetModules = new(["lin1"]) }).Count);
        AssertNoTarget(EncoderFamily.DistilBert, new(["in1"]));
    }

    [Fact]
    public void An_expression_has_to_match_the_whole_name()
    {
        Assert.Equal(4, Resolve(EncoderFamily.Bert, new() { TargetModules = new([], @".*\.(query|value)") }).Count);
        AssertNoTarget(EncoderFamily.Bert, new([], "query"));
        AssertNoTarget(EncoderFamily.Bert, new([], ".*quer"));
    }

    [Theory]
    [InlineData("bert", 13)]       // with the pooler
    [InlineData("distilbert", 12)]
    [InlineData("roberta", 12)]
    [InlineData("modernbert", 9)]  // with the head's first layer
    [InlineData("deberta-v2", 13)]
    public void All_linear_leaves_out_what_is_trained_whole(string modelType, int count)
    {
        var family = EncoderFamily.Find(modelType)!;
        Assert.Equal(count, Resolve(family, new() { TargetModules = ModuleSelection.AllLinear }).Count);
        Assert.Equal(count, Resolve(family, new() { TargetModules = new(["all-linear"]) }).Count);
    }

    [Fact]
    public void Excluded_modules_are_left_out_by_name_kind_or_expression()
    {
        var config = new LoraConfig { TargetModules = new(["query", "value"]) };
        Assert.Equal(2, Resolve(EncoderFamily.Bert, config with { ExcludeModules = new(["value"]) }).Count);
        Assert.Equal(
            3, Resolve(EncoderFamily.Bert, config with { ExcludeModules = new(["bert.encoder.layer.0.attention.self.query"]) }).Count);
        Assert.Equal(2, Resolve(EncoderFamily.Bert, config with { ExcludeModules = new([], @".*\.layer\.0\..*") }).Count);
    }

    [Fact]
    public void Layers_limit_suffixes_but_not_full_names()
    {
        var config = new LoraConfig
        {
            TargetModules = new(["query", "bert.encoder.layer.0.attention.self.value"]),
            LayersToTransform = [1]
        };
        Assert.Equal(
            ["bert.encoder.layer.0.attention.self.value", "bert.encoder.layer.1.attention.self.query"],
            Resolve(EncoderFamily.Bert, config));
    }

    [Fact]
    public void A_layers_pattern_names_the_list_of_layers()
    {
        var config = new LoraConfig { TargetModules = new(["query"]), LayersToTransform = [0], LayersPattern = ["block", "layer"] };
        Assert.Equal(["bert.encoder.layer.0.attention.self.query"], Resolve(EncoderFamily.Bert, config));
        Assert.Throws<DiagnosticException>(() => Resolve(EncoderFamily.Bert, config with { LayersPattern = ["block"] }));
    }

    [Fact]
    public void The_first_pattern_that_matches_sets_rank_and_alpha()
    {
        var config = new LoraConfig
        {
            Rank = 4,
            Alpha = 8,
            TargetModules = new([ModuleKinds.Query, ModuleKinds.Value, ModuleKinds.FeedForwardInput]),
            RankPattern = [new(@"layer\.1\.attention\.self\.query", 3), new("query", 2), new("ffn_input", 6)],
            AlphaPattern = [new("value", 5)],
        };
        var targets = LoraTargets.Resolve(Modules(EncoderFamily.Bert), config, EncoderFamily.Bert.Names);
        Assert.Equal([(2, 8.0), (4, 5.0), (6, 8.0), (3, 8.0), (4, 5.0), (6, 8.0)], targets.Select(t => (t.Rank, t.Alpha)));
    }

    [Fact]
    public void A_saved_module_is_known_by_the_end_of_its_name_alone()
    {
        Assert.True(LoraTargets.IsSavedModule("pre_classifier", new()));
        Assert.True(LoraTargets.IsSavedModule("bert.embeddings.LayerNorm", new() { ModulesToSave = ["LayerNorm"] }));
        Assert.False(LoraTargets.IsSavedModule("bert.pooler.dense", new()));
    }

    [Fact]
    public void Names_without_prefix_are_those_of_an_encoder_that_is_wrapped_alone()
    {
        var names = EncoderFamily.Bert.Names;
        LoraConfig[] configs = [
            new() { TargetModules = new([], @"encoder\..*\.query") },
            new() { TargetModules = new(["encoder.layer.0.attention.self.query"]), LayersToTransform = [1] }];
        Assert.Equal([2, 1], configs.Select(c => LoraTargets.Resolve(Modules(EncoderFamily.Bert), c, names, bareToo: true).Count));
        Assert.All(
            configs, c =>
                Assert.Throws<DiagnosticException>(
                    () => LoraTargets.Resolve(
                        Modules(EncoderFamily.Bert), c with { ExcludeModules = new([], ".*query") }, names, bareToo: true)));
        AssertNoTarget(EncoderFamily.Bert, configs[0].TargetModules);
    }

    [Fact]
    public void An_invalid_expression_is_reported()
    {
        var error = Assert.Throws<DiagnosticException>(() => Resolve(EncoderFamily.Bert, new() { TargetModules = new([], "(") }));
        Assert.Equal("EXP4109", error.Diagnostics[0].Code);
    }

    [Fact]
    public void An_expression_that_takes_for_ever_is_reported()
    {
        var slow = new ModuleSelection([], "(([a-z._0-9])+)+!");
        var error = Assert.Throws<DiagnosticException>(() => Resolve(EncoderFamily.Bert, new() { TargetModules = slow }));
        Assert.Equal("EXP4116", error.Diagnostics[0].Code);
        Assert.Contains("'(([a-z._0-9])+)+!' in lora.target_modules", error.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    private static void AssertNoTarget(EncoderFamily family, ModuleSelection targets)
    {
        var error = Assert.Throws<DiagnosticException>(() => Resolve(family, new() { TargetModules = targets }));
        Assert.Equal("EXP4105", error.Diagnostics[0].Code);
    }

    private static IReadOnlyList<string> Resolve(EncoderFamily family, LoraConfig config) =>
        [.. LoraTargets.Resolve(Modules(family), config, family.Names).Select(t => t.Module)];

    private static IReadOnlyList<string> Modules(EncoderFamily family)
    {
        using var network = new SequenceClassifier(Shapes.Tiny(family), 3, HeadPooling.FirstToken);
        return [.. network.Linears.Select(l => l.Name)];
    }
}
