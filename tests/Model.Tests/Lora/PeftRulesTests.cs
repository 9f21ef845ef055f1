using System.Text.RegularExpressions;
using Emotune.Model.Lora;

namespace Emotune.Model.Tests.Lora;

public sealed class PeftRulesTests
{
    private const string Bare = "encoder.layer.1.attention.self.query";

    [Theory]
    [InlineData("(?P<a>x|y)z(?P=a)", "xzx", true)]
    [InlineData("(?P<a>x|y)z(?P=a)", "xzy", false)]
    [InlineData(@"layer\.\d{,2}\Z", "layer.12", true)]
    [InlineData(@"layer\.\d{,2}\Z", "layer.123", false)]
    [InlineData("[a-z-[b]+", "a[-b", true)]
    [InlineData("[]a]+", "]a", true)]
    [InlineData(@"[\]a]+\.", "]a.", true)]
    [InlineData("a{1,2}$", "aa", true)]
    public void Python_expressions_mean_the_same(string expression, string text, bool matches) =>
        Assert.Equal(matches, Regex.IsMatch(text, $@"\A(?:{PythonExpression.ToNet(expression)})\z"));

    [Fact]
    public void Numbered_references_beside_named_groups_are_refused() =>
        Assert.Throws<ArgumentException>(() => PythonExpression.ToNet(@"(?P<a>x)(y)\1"));

    [Fact]
    public void Names_are_those_of_the_adapted_model()
    {
        Assert.Equal(5, Rules(new() { RankPattern = [new(@"^encoder\..*query", 5)] }).Target(Bare).Rank);
        Assert.Equal(8, Rules(new() { RankPattern = [new(@"^bert\..*query", 5)] }).Target(Bare).Rank);
        Assert.True(Rules(new() { TargetModules = new([], @"encoder\..*query") }).IsTarget(Bare));
        Assert.False(Rules(new() { TargetModules = new([], @".*\.encoder\..*query") }).IsTarget(Bare));
        // A layers_pattern wants a dot before it, which a bare encoder's first part does not have.
        var layers = new LoraConfig { TargetModules = new(["query"]), LayersToTransform = [1] };
        Assert.True(Rules(layers with { LayersPattern = ["layer"] }).IsTarget(Bare));
        Assert.False(Rules(layers with { LayersPattern = ["encoder.layer"] }).IsTarget(Bare));
        Assert.True(Rules(layers with { LayersPattern = ["encoder.layer"] }).IsTarget("bert." + Bare));
    }

    [Fact]
    public void Kinds_mean_nothing_to_peft() =>
        Assert.False(Rules(new() { TargetModules = new(["ffn_output"]) }).IsTarget("encoder.layer.1.output.dense"));

    [Fact]
    public void What_is_saved_whole_gets_no_adapter()
    {
        var rules = Rules(new() { TargetModules = new(["classifier", "pre_classifier"]) }, isClassifier: true);
        Assert.False(rules.IsTarget("classifier"));
        Assert.True(rules.IsTarget("pre_classifier"));
        Assert.True(rules.IsSaved("pre_classifier"));
        Assert.True(Rules(new() { TargetModules = new(["classifier"]) }).IsTarget("classifier"));
        Assert.False(Rules(new() { TargetModules = new(["dense"]), ModulesToSave = ["classifier"] }).IsTarget("classifier.dense"));
    }

    private static PeftRules Rules(LoraConfig config, bool isClassifier = false) => new(config, isClassifier, "adapter_config.json");
}
