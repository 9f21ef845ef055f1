using System.Text.RegularExpressions;
using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;

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
    [InlineData("a{,}", "", true)]
    [InlineData(@"(?P<a>x)(y)\1", "xyx", true)]
    [InlineData(@"(?P<a>x)(y)\2", "xyx", false)]
    [InlineData(@"(y)(?P<a>x)\2", "yxx", true)]
    [InlineData("(?P<a>x)?(?(a)y|z)", "xy", true)]
    [InlineData("(?P<a>x)?(?(1)y|z)", "z", true)]
    [InlineData("x(?#a (comment)y", "xy", true)]
    [InlineData("(?i)LAYER", "layer", true)]
    [InlineData("(?i:LAY)er", "layer", true)]
    [InlineData("(?<=x{2})y|(?<!z)xxy", "xxy", true)]
    [InlineData(@"[\]\w]+(?:a|b)(?=c)c(?!d)(?>e)", "]ac e", false)]
    public void Python_expressions_mean_the_same(string expression, string text, bool matches) =>
        Assert.Equal(matches, Regex.IsMatch(text, $@"\A(?:{PythonExpression.ToNet(expression)})\z"));

    [Theory]
    [InlineData("(?<x>a)")]
    [InlineData("(?'x'a)")]
    [InlineData("(?P<x>a)(?<y-x>b)")]
    [InlineData(@"\p{L}")]
    [InlineData(@"\P{L}")]
    [InlineData(@"\e")]
    [InlineData(@"\cA")]
    [InlineData(@"\G")]
    [InlineData(@"\z")]
    [InlineData(@"(?P<x>a)\k<x>")]
    [InlineData(@"[\p{L}]")]
    [InlineData(@"[\e]")]
    [InlineData("(?n)a")]
    [InlineData("(?n:a)")]
    [InlineData("a(?i)b")]
    [InlineData("(?-i)b")]
    [InlineData("(?(?=a)b|c)")]
    [InlineData("(?(x)b|c)")]
    [InlineData("(?P<x>a)(?P<x>b)")]
    [InlineData("(?P<1>a)")]
    [InlineData("(?P=x)")]
    [InlineData("(?<=a+)b")]
    [InlineData("(?<!(?:a{1,2}))b")]
    [InlineData("^*a")]
    [InlineData(@"\b+a")]
    public void What_only_dot_net_knows_is_refused(string expression) =>
        Assert.Throws<ArgumentException>(() => PythonExpression.ToNet(expression));

    [Theory]
    [InlineData("(?:layer|h)", true)]
    [InlineData("layer|h", null)]
    [InlineData("h|layer", false)]
    [InlineData("(?P<n>layer)", null)]
    [InlineData("(layer)", null)]
    [InlineData(@"(?P<n>enc[^.]*)\.(?P<m>layer)", null)]
    [InlineData("(?<n>layer)", null)]
    public void The_layer_is_the_first_group_as_python_numbers_them(string pattern, bool? isTarget)
    {
        var config = new LoraConfig { TargetModules = new(["query"]), LayersToTransform = [1], LayersPattern = [pattern] };
        string[] problems = [Outcome(() => Rules(config).IsTarget("bert." + Bare)), Outcome(() => IsTargetHere(config))];
        Assert.Equal(isTarget is { } known ? [$"{known}", $"{known}"] : ["EXP4124", "EXP4109"], problems);

        static bool IsTargetHere(LoraConfig config) =>
            LoraTargets.Matching(["bert." + Bare], config, EncoderFamily.Bert.Names, false).Any();

        static string Outcome(Func<bool> asked)
        {
            try
            {
                return $"{asked()}";
            }
            catch (DiagnosticException error)
            {
                return Assert.Single(error.Diagnostics).Code;
            }
        }
    }

    [Fact]
    public void The_first_group_may_be_one_of_the_pattern_that_holds_a_number() =>
        Assert.True(
            Rules(new() { TargetModules = new(["b"]), LayersToTransform = [1], LayersPattern = [@"x\.(\d+)"] }).IsTarget("a.x.1.2.b"));

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
