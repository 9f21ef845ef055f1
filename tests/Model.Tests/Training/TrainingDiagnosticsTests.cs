using Emotune.Diagnostics;
using Emotune.Metrics;
using Emotune.Model.Optimization;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Training;

[Collection(LibtorchSettings.Name)]
public class TrainingDiagnosticsTests
{
    private static readonly TrainingOptions Options = TrainerTests.Options;

    [Fact]
    public void EXP4201_a_loss_that_is_not_finite_names_its_step_and_leaves_the_weights()
    {
        var network = new TinyNetwork();
        network.OnPass = pass => { if (pass == 3) network.Fill(float.NaN); };
        var problem = Assert.Throws<DiagnosticException>(() => Train(network, Options)).Diagnostics.Single();
        Assert.Equal("EXP4201", problem.Code);
        Assert.Contains("NaN at step 3 (epoch 1)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EXP4202_a_gradient_that_is_not_finite_names_its_step()
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var weight = TorchSharp.torch.ones(1, requires_grad: true);
        var network = new FrozenNetwork { Parameters = [new("w", weight, ParameterRole.Encoder)] };
        var optimizer = new AdamW(ParameterGroups.Create(network.Parameters, 0));
        var step = new TrainingStep(network, optimizer, new LearningRateSchedule(ScheduleKind.Constant, 0.1, 0, 10), 1, 1);
        // The root of zero is zero and its slope is not finite.
        var problem = Assert.Throws<DiagnosticException>(() => step.Run([() => (weight - 1).sqrt().sum()], [1.0], 2)).Diagnostics.Single();
        Assert.Equal("EXP4202", problem.Code);
        Assert.Contains("at step 1 (epoch 2)", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, weight.item<float>());
    }

    [Fact]
    public void EXP4203_no_training_rows() =>
        AssertCode("EXP4203", () => new Trainer(new TinyNetwork(), Options, 0).Train(TinyNetwork.NoRows, TinyNetwork.NoRows));

    [Fact]
    public void EXP4204_nothing_to_train() =>
        AssertCode("EXP4204", () => new Trainer(new FrozenNetwork(), Options, 0).Train(TinyNetwork.Rows(5), TinyNetwork.NoRows));

    [Fact]
    public void EXP4205_early_stopping_without_validation() =>
        AssertCode("EXP4205", () => Train(new TinyNetwork(), Options with { EarlyStopping = new(ValidationMetric.MacroF1, 1) }));

    [Fact]
    public void EXP5005_a_validation_split_without_positives_is_told_before_any_work()
    {
        var network = new TinyNetwork();
        var rows = TinyNetwork.Rows(5);
        AssertCode("EXP5005", () => new Trainer(network, Options, 0).Train(rows, rows with { MultiHotLabels = new byte[15] }));
        Assert.Equal(0, network.Passes);
    }

    [Fact]
    public void EXP4207_options_out_of_range_are_told_together()
    {
        var options = new TrainingOptions
        {
            Epochs = 0,
            BatchSize = 0,
            AccumulationSteps = 0,
            LearningRate = -1,
            WeightDecay = -1,
            WarmupRatio = 2,
            MaxGradientNorm = 0,
            HeadLearningRateMultiplier = 0,
            LoraPlusRatio = 0,
            Threads = 0,
            LogEvery = 0,
            EarlyStopping = new(ValidationMetric.Loss, 0),
            Optimizer = new(Beta1: 1, Beta2: -1, Epsilon: 0),
            LayerDecay = 0,
            EmaDecay = 1,
            Loss = new()
            {
                LabelSmoothing = 1,
                Power = -1,
                MaxWeight = 0,
                Alpha = 2,
                Gamma = -1,
                GammaNegative = -1,
                GammaPositive = 11,
                Clip = double.NaN
            },
        };
        var problems = Assert.Throws<DiagnosticException>(options.Validate).Diagnostics;
        Assert.Equal(25, problems.Count);
        Assert.All(problems, p => Assert.Equal("EXP4207", p.Code));
        Assert.Contains(
            problems, p => p.Message.Contains("'early_stopping.patience' is 0. It must be from 1 to 1000", StringComparison.Ordinal));
    }

    private static void Train(TinyNetwork network, TrainingOptions options) =>
        new Trainer(network, options, 0).Train(TinyNetwork.Rows(101), TinyNetwork.NoRows);

    private static void AssertCode(string code, Action action) =>
        Assert.Equal(code, Assert.Throws<DiagnosticException>(action).Diagnostics.Single().Code);

    private sealed class FrozenNetwork : ITrainedNetwork
    {
        public IReadOnlyList<TrainedParameter> Parameters { get; init; } = [];

        public Emotune.Model.Network.IDropout? Dropout { get; set; }

        public Emotune.Model.Network.ILinearKernel Linear { get; set; } = Emotune.Model.Network.NativeLinearKernel.Instance;

        public TorchSharp.torch.Tensor Forward(TorchSharp.torch.Tensor inputIds, TorchSharp.torch.Tensor attentionMask) =>
            throw new InvalidOperationException();

        public void SetTraining(bool training) => throw new InvalidOperationException();
    }
}
