using Emotune.Model.Network;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary><c>backbone.pretrain</c>: from the file to the trainer's options.</summary>
public class PretrainKeyTests : SpecTests
{
    [Fact]
    public void By_default_the_encoder_is_taken_as_it_is() => Assert.Null(Fixture.Spec(SpecFixture.Valid).Backbone.Pretrain);

    [Fact]
    public void An_empty_block_asks_for_it_with_every_default() =>
        Assert.Equal(new PretrainSpec(false, 3, 1e-4, 32, 0.15, 0.06, 0.01, NumericPrecision.Float32, 2, 42, 300), Pretrain(""));

    [Fact]
    public void Each_value_reaches_the_trainer()
    {
        var options = Pretrain(
            "epochs: 5, learning_rate: 0.001, batch_size: 8, warmup_ratio: 0.2, weight_decay: 0.1, precision: bfloat16, threads: 1, "
            + "seed: 7").ToOptions();
        Assert.Equal(
            new TrainingOptions
            {
                Epochs = 5,
                LearningRate = 0.001,
                BatchSize = 8,
                WarmupRatio = 0.2,
                WeightDecay = 0.1,
                Precision = NumericPrecision.Bfloat16,
                Threads = 1,
                Seed = 7
            },
            options);
    }

    [Theory]
    [InlineData("epochs: 0", "EXP1005")]
    [InlineData("masking_probability: 1", "EXP1005")]
    [InlineData("masking_probability: 0", "EXP1005")]
    [InlineData("learning_rate: 0", "EXP1005")]
    [InlineData("from_scratch: maybe", "EXP1004")]
    [InlineData("corpus: other.txt", "EXP1001")]
    public void What_is_out_of_range_is_an_error(string pretrain, string code) =>
        Assert.StartsWith(code, Assert.Single(Fixture.Codes(Yaml(pretrain))), StringComparison.Ordinal);

    private PretrainSpec Pretrain(string pretrain) => Fixture.Spec(Yaml(pretrain)).Backbone.Pretrain!;

    private static string Yaml(string pretrain) =>
        SpecFixture.Valid.Replace("{path: encoder}", $"{{path: encoder, pretrain: {{{pretrain}}}}}", StringComparison.Ordinal);
}
