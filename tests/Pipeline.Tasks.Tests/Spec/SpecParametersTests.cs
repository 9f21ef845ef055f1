using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tests.Spec;

public class SpecParametersTests : SpecTests
{
    [Fact]
    public void Parameters_are_sorted_pairs_of_name_and_invariant_text()
    {
        var spec = Fixture.Spec(SpecFixture.Valid);
        Assert.Equal(
        [
            "backbone.path=encoder", "head.learning_rate_multiplier=10", "head.pooling=mean", "learning_rate=0.001",
            "lora.alpha=16", "lora.alpha_pattern=[]", "lora.bias=none", "lora.dropout=0.05", "lora.modules_to_save=[]", "lora.rank=4",
            "lora.rank_pattern=[]",
            "lora.target_modules=[\"query\",\"key\",\"value\",\"attention_output\",\"ffn_input\",\"ffn_output\"]", "lora.use_dora=false",
            "lora.use_rslora=false",
            "training.epochs=3",
        ],
        Pairs(SpecParameters.For(spec, spec.Runs[1], "lora", "training.epochs", "learning_rate", "head", "backbone")));
    }

    [Fact]
    public void A_stage_without_a_run_sees_the_experiment_alone()
    {
        var spec = Fixture.Spec(SpecFixture.Valid + "evaluation: {bootstrap: {confidence: 0.9}}\n");
        Assert.Equal(
            ["data.clean=[\"urls\",\"usernames\",\"whitespace\"]", "data.max_length=128", "evaluation.bins=15",
                "evaluation.bootstrap.confidence=0.9", "evaluation.bootstrap.interval=percentile", "evaluation.bootstrap.resamples=1000",
                "evaluation.bootstrap.seed=42", "evaluation.min_positives=10"],
            Pairs(SpecParameters.For(spec, null, "evaluation", "data.clean", "data.max_length")));
        Assert.Empty(SpecParameters.For(spec, null, "lora", "training"));
    }

    [Fact]
    public void What_is_absent_has_no_pair()
    {
        var spec = Fixture.Spec(SpecFixture.Valid, "training.early_stopping=none");
        Assert.Empty(SpecParameters.For(spec, spec.Runs[0], "lora", "data.limit", "data_card", "training.early_stopping"));
    }

    [Fact]
    public void Patterns_keep_their_order()
    {
        var spec = Fixture.Spec(SpecFixture.Valid, "runs.lora.lora.rank_pattern={b: 2, a: 3}");
        Assert.Equal(["lora.rank_pattern=[\"b: 2\",\"a: 3\"]"], Pairs(SpecParameters.For(spec, spec.Runs[1], "lora.rank_pattern")));
    }

    [Theory]
    [InlineData("trainning")]
    [InlineData("training.epoch")]
    [InlineData("learning_rate.x")]
    public void A_key_that_nobody_declared_is_the_programs_own_fault(string key)
    {
        var spec = Fixture.Spec(SpecFixture.Valid);
        Assert.Throws<ArgumentException>(() => SpecParameters.For(spec, spec.Runs[0], key));
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        parameters.Select(p => $"{p.Key}={p.Value}");
}
