using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;

namespace Emotune.Model.Tests.Lora;

public sealed class LoraNameCheckTests
{
    private static readonly LoraConfig Attention = new() { TargetModules = new(["query", "value"]) };

    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void What_a_network_takes_is_no_fault(string modelType, HeadPooling pooling)
    {
        var family = EncoderFamily.Find(modelType)!;
        var (second, norm) = ($@"{family.Names.Layers.Split('.')[^1]}\.1\..*", family.Names.EmbeddingNorm);
        LoraConfig[] sound =
        [
            new() { TargetModules = new(ModuleKinds.All) },
            new() { TargetModules = ModuleSelection.AllLinear, ModulesToSave = ["classifier"] },
            new()
            {
                TargetModules = new(["query", "attention_output"]),
                ExcludeModules = new(["attention_output"]),
                RankPattern = [new("query", 2)],
            },
            Attention with { LayersToTransform = [0, 1], AlphaPattern = [new(second, 2)], ModulesToSave = [norm] },
            Attention with { TargetModules = new([], $@".*{family.Names.Query}"), ExcludeModules = new([], @".*\.0\..*") },
        ];
        Assert.All(sound, config => Assert.Empty(LoraNameCheck.Of(config, Shapes.Tiny(family), pooling)));
    }

    [Fact]
    public void Names_that_match_nothing_are_all_found()
    {
        var config = Attention with
        {
            TargetModules = new(["query", "valeu"]),
            ExcludeModules = new(["nothing"]),
            LayersToTransform = [1, 2],
            RankPattern = [new("vlaue", 2)],
            AlphaPattern = [new(@"encoder\.q", 2)],
            ModulesToSave = ["poolr"],
        };
        Assert.Equal(
            [
                "Unknown target_modules valeu", "Unknown exclude_modules nothing", "UnknownLayer layers_to_transform 2",
                "Unknown rank_pattern vlaue", @"Unknown alpha_pattern encoder\.q", "Unknown modules_to_save poolr",
            ], Faults(config, HeadPooling.FirstToken));
    }

    [Fact]
    public void A_head_is_no_target_since_it_is_trained_whole() =>
        Assert.Equal(
            ["WithoutEffect target_modules classifier"],
            Faults(Attention with { TargetModules = new(["query", "classifier"]) }, HeadPooling.Mean));

    [Theory]
    [InlineData("value", "WithoutEffect target_modules value", "WithoutEffect modules_to_save value")]
    [InlineData("layer.0.attention.self.query", "WithoutEffect modules_to_save layer.0.attention.self.query")]
    public void A_module_is_a_target_or_saved(string saved, params string[] expected) =>
        Assert.Equal(expected, Faults(Attention with { ModulesToSave = [saved] }, HeadPooling.Mean));

    [Fact]
    public void A_pooler_that_a_mean_head_passes_by_cannot_be_saved()
    {
        var config = Attention with { ModulesToSave = ["pooler"] };
        Assert.Empty(Faults(config, HeadPooling.FirstToken));
        var fault = Assert.Single(LoraNameCheck.Of(config, Shapes.Tiny(EncoderFamily.Bert), HeadPooling.Mean));
        Assert.Equal(("modules_to_save", "the head of 'mean' pooling does not use it"), (fault.Key, fault.Reason));
    }

    [Fact]
    public void What_takes_away_the_last_target_is_told()
    {
        Assert.Equal(["NoTarget exclude_modules query, value"], Faults(Attention with { ExcludeModules = new(["query", "value"]) }));
        Assert.Equal(["NoTarget exclude_modules query, value"], Faults(Attention with { ExcludeModules = new([], ".*") }));
        Assert.Equal(["NoTarget layers_to_transform query, value"], Faults(Attention with { LayersToTransform = [7] }));
        Assert.Equal(["NoTarget modules_to_save .*layer.*query"],
            Faults(Attention with { TargetModules = new([], ".*layer.*query"), ModulesToSave = ["attention"] }));
        Assert.Equal(["NoTarget target_modules .*quer"], Faults(Attention with { TargetModules = new([], ".*quer") }));
    }

    [Fact]
    public void A_name_beside_the_targets_has_no_effect()
    {
        var config = Attention with { ExcludeModules = new(["key"]), RankPattern = [new("ffn_input", 2)] };
        var faults = LoraNameCheck.Of(config, Shapes.Tiny(EncoderFamily.Bert), HeadPooling.Mean);
        Assert.Equal(["exclude_modules key", "rank_pattern ffn_input"], faults.Select(f => $"{f.Key} {f.Name}"));
        Assert.All(faults, f => Assert.Equal("target_modules", f.Beside));
    }

    [Theory]
    [InlineData("word_embeddings")]
    [InlineData("LayerNorm")]
    public void A_target_must_be_a_linear_layer(string name) =>
        Assert.Equal([$"NotLinear target_modules {name}"], Faults(Attention with { TargetModules = new(["query", name]) }));

    private static IEnumerable<string> Faults(LoraConfig config, HeadPooling pooling = HeadPooling.Mean) =>
        LoraNameCheck.Of(config, Shapes.Tiny(EncoderFamily.Bert), pooling).Select(f => $"{f.Kind} {f.Key} {f.Name}");
}
