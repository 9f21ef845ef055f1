using Emotune.Model.Losses;
using Emotune.Model.Training;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>Losses, layer decay and weight average: from the file to the trainer's options.</summary>
public class RecipeKeyTests : SpecTests
{
    [Fact]
    public void By_default_a_run_is_trained_plainly()
    {
        var options = Options("");
        Assert.Equal(new LossOptions(), options.Loss);
        Assert.Equal((1.0, 0.0), (options.LayerDecay, options.EmaDecay));
    }

    [Theory]
    [InlineData("pos_weight", LossKind.PosWeight)]
    [InlineData("focal", LossKind.Focal)]
    [InlineData("asymmetric", LossKind.Asymmetric)]
    internal void A_function_has_the_constants_of_its_paper(string function, LossKind kind) =>
        Assert.Equal(new LossOptions { Kind = kind }, Options($"training: {{loss: {{function: {function}}}}}").Loss);

    [Theory]
    [InlineData("function: pos_weight, power: 0.5, max_weight: 20, label_smoothing: 0.1")]
    [InlineData("function: focal, alpha: 0.5, gamma: 1.5")]
    [InlineData("function: asymmetric, gamma_negative: 3, gamma_positive: 0, clip: 0")]
    public void Each_constant_reaches_the_trainer(string loss)
    {
        var options = Options($"training: {{loss: {{{loss}}}, layer_decay: 0.9, ema_decay: 0.99}}").Loss;
        Assert.Equal(loss switch
        {
            _ when loss.Contains("power", StringComparison.Ordinal) =>
                new LossOptions { Kind = LossKind.PosWeight, Power = 0.5, MaxWeight = 20, LabelSmoothing = 0.1 },
            _ when loss.Contains("focal", StringComparison.Ordinal) => new LossOptions { Kind = LossKind.Focal, Alpha = 0.5, Gamma = 1.5 },
            _ => new LossOptions { Kind = LossKind.Asymmetric, GammaNegative = 3, GammaPositive = 0, Clip = 0 },
        }, options);
    }

    [Fact]
    public void Layer_decay_and_average_reach_the_trainer()
    {
        var options = Options("training: {layer_decay: 0.9, ema_decay: 0.99}");
        Assert.Equal((0.9, 0.99), (options.LayerDecay, options.EmaDecay));
    }

    [Fact]
    public void A_run_that_chooses_another_function_need_not_take_back_the_constants()
    {
        const string Training = "training: {loss: {function: focal, gamma: 3, label_smoothing: 0.1}}\n";
        var spec = Fixture.Spec(
            SpecFixture.Valid.Replace("2.0e-4}", "2.0e-4, training: {loss: {function: bce}}}", StringComparison.Ordinal) + Training);
        Assert.Equal(new LossSpec(LossKind.Bce, 0.1, null, null, null, null, null, null, null), spec.Runs[0].Training.Loss);
        Assert.Equal(new LossSpec(LossKind.Focal, 0.1, null, null, 0.25, 3, null, null, null), spec.Runs[1].Training.Loss);
        var same = Fixture.Spec(
            SpecFixture.Valid.Replace("2.0e-4}", "2.0e-4, training: {loss: {alpha: 0.5}}}", StringComparison.Ordinal) + Training);
        Assert.Equal(new LossSpec(LossKind.Focal, 0.1, null, null, 0.5, 3, null, null, null), same.Runs[0].Training.Loss);
    }

    [Fact]
    public void EXP1016_a_shared_constant_that_every_run_leaves_behind_has_no_effect()
    {
        const string Training = "training: {loss: {function: focal, gamma: 3}}\n";
        var yaml = SpecFixture.Valid.Replace("2.0e-4", "2.0e-4, training: {loss: {function: bce}}", StringComparison.Ordinal)
            .Replace("1.0e-3", "1.0e-3, training: {loss: {function: asymmetric}}", StringComparison.Ordinal);
        var problem = Fixture.Single(yaml + Training);
        Assert.Equal("EXP1016(12,36)", SpecFixture.Code(problem));
        Assert.Equal(
            "'training.loss.gamma' has no effect where 'training.loss.function' is overridden in every run. Remove it, or set "
            + "'training.loss.function' to one of: focal.", problem.Message);
        // A later layer need not take it back, and one run that takes it is enough.
        Assert.Equal(
            LossKind.Bce,
            Fixture.Spec(
                yaml.Replace("function: asymmetric", "function: focal", StringComparison.Ordinal) + Training,
                "runs.lora.training.loss.function=bce").Runs[1].Training.Loss.Function);
    }

    [Theory]
    [InlineData("{gamma: 2}")]
    [InlineData("{function: asymmetric, gamma: 2}")]
    [InlineData("{function: focal, clip: 0.1}")]
    [InlineData("{function: bce, power: 0.5}")]
    public void EXP1016_a_constant_of_another_function_has_no_effect(string loss) =>
        Assert.StartsWith(
            "EXP1016(12,", Assert.Single(Fixture.Codes(SpecFixture.Valid + $"training: {{loss: {loss}}}\n").Distinct()),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("loss: {function: hinge}", "EXP1006")]
    [InlineData("loss: {function: focal, gamma: -1}", "EXP1005")]
    [InlineData("loss: {label_smoothing: 1}", "EXP1005")]
    [InlineData("loss: bce", "EXP1004")]
    [InlineData("layer_decay: 0", "EXP1005")]
    [InlineData("ema_decay: 1", "EXP1005")]
    public void What_is_out_of_range_is_an_error(string training, string code) =>
        Assert.StartsWith(code, Assert.Single(Fixture.Codes(SpecFixture.Valid + $"training: {{{training}}}\n")), StringComparison.Ordinal);

    [Fact]
    public void A_matrix_varies_the_loss()
    {
        var spec = Fixture.Spec(
            SpecFixture.Valid + "matrix: {full: {over: {training.loss.function: [bce, focal], training.ema_decay: [0, 0.9]}}}\n");
        Assert.Equal(
            ["full-bce-ema_decay0", "full-bce-ema_decay0.9", "full-focal-ema_decay0", "full-focal-ema_decay0.9", "lora"],
            spec.Runs.Select(r => r.Name));
        Assert.Equal((LossKind.Focal, 0.9), (spec.Runs[3].Training.Loss.Function, spec.Runs[3].Training.EmaDecay));
    }

    private TrainingOptions Options(string training) => Fixture.Spec(SpecFixture.Valid + training + "\n").Runs[0].ToOptions(1);
}
