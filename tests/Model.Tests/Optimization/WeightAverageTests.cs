using Emotune.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Training;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Optimization;

[Collection(LibtorchSettings.Name)]
public sealed class WeightAverageTests : IDisposable
{
    private const int Rows = 300, Columns = 301; // 90,300 elements: several chunks and a tail
    private const double Decay = 0.95;

    private static readonly EncodedRows Training = TinyNetwork.Rows(101), Validation = TinyNetwork.Rows(40, 500);
    private static readonly TrainingOptions Averaged = TrainerTests.Options with { EmaDecay = Decay };

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Follows_the_weights_as_a_plain_loop_does(int threads)
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters();
        var average = new WeightAverage(parameters, Decay, threads);
        var plain = parameters.Select(p => p.Tensor.ToArray()).ToArray();
        for (var step = 1; step <= 200; step += 7)
        {
            foreach (var parameter in parameters)
                parameter.Tensor.detach().mul_(1.01f).add_(0.003f * step);
            average.Update(step);
            var share = (float)(1 - Math.Min(Decay, (1.0 + step) / (10.0 + step)));
            for (var p = 0; p < plain.Length; p++)
            {
                var weights = parameters[p].Tensor.ToArray();
                for (var i = 0; i < weights.Length; i++)
                    plain[p][i] += (weights[i] - plain[p][i]) * share;
            }
        }
        Assert.Equal(plain[0], Value(average, "matrix"));
        Assert.Equal(plain[1], Value(average, "bias"));
    }

    [Theory]
    [InlineData(1, 0.18181818181818182)]
    [InlineData(8, 0.5)]
    [InlineData(170, 0.95)]
    [InlineData(10000, 0.95)]
    public void The_decay_rises_to_what_was_asked(int step, double expected) =>
        Assert.Equal(expected, WeightAverage.DecayAt(step, Decay), 1e-12);

    [Fact]
    public void An_exchange_is_taken_back_by_another()
    {
        using var scope = NewDisposeScope();
        var parameters = Parameters();
        var start = parameters[0].Tensor.ToArray();
        var average = new WeightAverage(parameters, Decay, threads: 2);
        parameters[0].Tensor.detach().add_(1);
        var moved = parameters[0].Tensor.ToArray();
        average.Exchange();
        Assert.Equal(start, parameters[0].Tensor.ToArray());
        Assert.Equal(moved, Value(average, "matrix"));
        average.Exchange();
        Assert.Equal(moved, parameters[0].Tensor.ToArray());
        Assert.Equal(start, Value(average, "matrix"));
    }

    [Fact]
    public void A_run_ends_with_the_average_of_a_trajectory_that_it_leaves_alone()
    {
        var weights = new List<float[]>();
        var plain = new TinyNetwork();
        plain.OnPass = _ => weights.Add(plain.Weights());
        var steps = new Trainer(plain, TrainerTests.Options, 0).Train(Training, TinyNetwork.NoRows).Steps;
        weights.Add(plain.Weights());
        var expected = (float[])weights[0].Clone();
        for (var step = 1; step < weights.Count; step++)
        {
            var share = (float)(1 - WeightAverage.DecayAt(step, Decay));
            for (var i = 0; i < expected.Length; i++)
                expected[i] += (weights[step][i] - expected[i]) * share;
        }
        var averaged = new TinyNetwork();
        Assert.Equal(steps, new Trainer(averaged, Averaged, 0).Train(Training, TinyNetwork.NoRows).Steps);
        Assert.Equal(expected, averaged.Weights());
        Assert.NotEqual(plain.Weights(), averaged.Weights());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_validated_is_what_is_kept(bool stopping)
    {
        var options = Averaged with
        {
            EarlyStopping = stopping ? new(ValidationMetric.Loss, 1) : null,
            LearningRate = stopping ? 1 : 0.05,
            Epochs = 6
        };
        var network = new TinyNetwork();
        var result = new Trainer(network, options, 0).Train(Training, Validation);
        var kept = ValidationScore.Of(new Predictor(network, 0).Predict(Validation));
        Assert.Equal(result.Epochs.Single(e => e.IsBest).ValidationLoss, kept.Loss);
        Assert.Equal(stopping, result.StoppedEarly);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(14)]
    [InlineData(33)]
    public void A_resumed_run_ends_with_the_same_bits(int cancelledAtPass)
    {
        var options = Averaged with { EarlyStopping = new(ValidationMetric.Loss, 3), LearningRate = 0.3 };
        var whole = new TinyNetwork();
        var expected = new Trainer(whole, options, 0).Train(Training, Validation);
        var hooks = new TrainingHooks { Checkpoints = new CheckpointPolicy(_folder, TimeSpan.FromHours(1), "a", EverySteps: 2) };
        using var source = new CancellationTokenSource();
        var interrupted = new TinyNetwork { OnPass = n => { if (n == cancelledAtPass) source.Cancel(); } };
        Assert.Throws<OperationCanceledException>(
            () => new Trainer(interrupted, options, 0).Train(Training, Validation, hooks, source.Token));
        var resumed = new TinyNetwork();
        var result = new Trainer(resumed, options, 0).Train(Training, Validation, hooks);
        Assert.True(result.ResumedAtStep > 0);
        Assert.Equal(whole.Weights(), resumed.Weights());
        Assert.Equal(expected.Epochs, result.Epochs);
    }

    private static float[] Value(WeightAverage average, string name) => average.Values("").Single(v => v.Name == name).Span.ToArray();

    private static TrainedParameter[] Parameters() =>
    [
        new("matrix", (arange(Rows * Columns, dtype: ScalarType.Float32) / 50000 - 1).reshape(Rows, Columns).requires_grad_(true),
            ParameterRole.Encoder),
        new("bias", zeros(7, requires_grad: true), ParameterRole.Encoder),
    ];
}
