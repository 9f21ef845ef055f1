using Emotune.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Training;

[Collection(LibtorchSettings.Name)]
public class TrainerTests
{
    internal static readonly TrainingOptions Options = new()
    {
        Epochs = 4,
        BatchSize = 8,
        LearningRate = 0.05,
        Threads = 2,
        Seed = 7,
        WarmupRatio = 0.1,
    };

    private static readonly EncodedRows Training = TinyNetwork.Rows(101), Validation = TinyNetwork.Rows(40, 500);

    [Fact]
    public void Learns_and_logs_every_step_and_epoch()
    {
        var network = new TinyNetwork();
        var result = new Trainer(network, Options, 0).Train(Training, Validation);
        Assert.Equal(Enumerable.Range(1, 4 * 13), result.Steps.Select(s => s.Step));
        Assert.Equal([1, 2, 3, 4], result.Epochs.Select(e => e.Epoch));
        Assert.Equal([13, 26, 39, 52], result.Epochs.Select(e => e.Step));
        Assert.True(result.Epochs[^1].ValidationLoss < result.Epochs[0].ValidationLoss);
        Assert.True(result.Epochs[^1].MacroAveragePrecision > result.Epochs[0].MacroAveragePrecision);
        Assert.Equal(4, result.BestEpoch);
        Assert.True(result.Epochs[^1].IsBest);
        Assert.False(result.StoppedEarly);
        Assert.True(result.SamplesPerSecond > 0);
        Assert.All(result.Steps, s => Assert.True(s.GradientNorm > 0));
        Assert.Equal(0, result.Steps[0].LearningRate);
        Assert.Null(network.Dropout);
    }

    [Fact]
    public void Repeats_bit_by_bit_whatever_ran_before()
    {
        var (first, second) = (new TinyNetwork(), new TinyNetwork());
        var once = new Trainer(first, Options, 0).Train(Training, Validation);
        new Trainer(new TinyNetwork(), Options with { Seed = 8 }, 0).Train(Training, TinyNetwork.NoRows);
        var again = new Trainer(second, Options, 0).Train(Training, Validation);
        Assert.Equal(first.Weights(), second.Weights());
        Assert.Equal(once.Steps, again.Steps);
        Assert.Equal(once.Epochs, again.Epochs);
    }

    [Fact]
    public void Seeds_differ()
    {
        var (first, second) = (new TinyNetwork(), new TinyNetwork());
        new Trainer(first, Options, 0).Train(Training, TinyNetwork.NoRows);
        new Trainer(second, Options with { Seed = 8 }, 0).Train(Training, TinyNetwork.NoRows);
        Assert.NotEqual(first.Weights(), second.Weights());
    }

    [Fact]
    public void An_accumulated_step_is_a_step_over_the_larger_batch()
    {
        // Without dropout, whose masks are a batch's own, and with plain batches, so that the rows are the same.
        var options = Options with { GroupByLength = false, BatchSize = 16, Epochs = 2, Threads = 1 };
        var (whole, parts) = (new UndroppedNetwork(), new UndroppedNetwork());
        var one = new Trainer(whole, options, 0).Train(Training, TinyNetwork.NoRows);
        var two = new Trainer(parts, options with { BatchSize = 4, AccumulationSteps = 4 }, 0).Train(Training, TinyNetwork.NoRows);
        Assert.Equal(one.Steps.Count, two.Steps.Count);
        foreach (var (a, b) in one.Steps.Zip(two.Steps))
        {
            Assert.Equal(a.Loss, b.Loss, 1e-5);
            Assert.Equal(a.GradientNorm, b.GradientNorm, 1e-4);
        }
    }

    [Fact]
    public void Stops_when_patience_is_out_and_goes_back_to_the_best_epoch()
    {
        // A rate that wrecks what it has learnt: the loss gets worse after the first epochs.
        var options = Options with
        {
            LearningRate = 1,
            Epochs = 12,
            EarlyStopping = new(ValidationMetric.Loss, 2),
            Schedule = ScheduleKind.Constant
        };
        var network = new TinyNetwork();
        var result = new Trainer(network, options, 0).Train(Training, Validation);
        Assert.True(result.StoppedEarly);
        Assert.Equal(result.BestEpoch + 2, result.Epochs.Count);
        Assert.Equal(result.BestEpoch, Assert.Single(result.Epochs, e => e.IsBest).Epoch);
        var best = result.Epochs.MinBy(e => e.ValidationLoss)!;
        Assert.Equal(best.Epoch, result.BestEpoch);
        var restored = Emotune.Metrics.ValidationScore.Of(new Predictor(network, 0).Predict(Validation));
        Assert.Equal(best.ValidationLoss, restored.Loss);
    }

    [Fact]
    public void Logs_as_often_as_asked_and_the_last_step()
    {
        var result = new Trainer(new TinyNetwork(), Options with { LogEvery = 10 }, 0).Train(Training, TinyNetwork.NoRows);
        Assert.Equal([10, 20, 30, 40, 50, 52], result.Steps.Select(s => s.Step));
        Assert.Empty(result.Epochs);
        Assert.Equal(4, result.BestEpoch);
    }

    [Fact]
    public void Reports_the_last_step_at_least()
    {
        var reports = new Reports<TrainingProgress>();
        new Trainer(new TinyNetwork(), Options, 0).Train(Training, TinyNetwork.NoRows, new TrainingHooks { Progress = reports });
        var last = reports.Items[^1];
        Assert.Equal((52, 52, 4), (last.Step, last.Steps, last.Epoch));
        Assert.Equal(TimeSpan.Zero, last.TimeLeft);
    }

    [Fact]
    public void Tells_of_each_epoch_when_it_was_validated()
    {
        var epochs = new Reports<EpochLog>();
        var result = new Trainer(new TinyNetwork(), Options, 0)
            .Train(Training, Validation, new TrainingHooks { EpochEnded = epochs });
        Assert.Equal(result.Epochs.Select(e => e with { IsBest = false }), epochs.Items.Select(e => e with { IsBest = false }));
        Assert.True(epochs.Items[0].IsBest);
    }

    [Fact]
    public void Learns_in_bfloat16_and_leaves_the_network_in_single_precision()
    {
        var network = new TinyNetwork();
        var single = new Trainer(new TinyNetwork(), Options, 0).Train(Training, Validation);
        var half = new Trainer(network, Options with { Precision = NumericPrecision.Bfloat16 }, 0).Train(Training, Validation);
        Assert.Same(Emotune.Model.Network.NativeLinearKernel.Instance, network.Linear);
        Assert.NotEqual(single.Steps[1].Loss, half.Steps[1].Loss);
        Assert.Equal(single.Steps[^1].Loss, half.Steps[^1].Loss, 0.02);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    public void Stops_at_once_when_cancelled(int pass)
    {
        using var source = new CancellationTokenSource();
        var network = new TinyNetwork { OnPass = n => { if (n == pass) source.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new Trainer(network, Options, 0).Train(Training, Validation, null, source.Token));
        Assert.Equal(pass, network.Passes);
    }
}

internal sealed class Reports<T> : IProgress<T>
{
    public List<T> Items { get; } = [];

    public void Report(T value) => Items.Add(value);
}

/// <summary>The same network, deaf to dropout.</summary>
internal sealed class UndroppedNetwork : ITrainedNetwork
{
    private readonly TinyNetwork _network = new();

    public IReadOnlyList<TrainedParameter> Parameters => _network.Parameters;

    public Emotune.Model.Network.IDropout? Dropout { get; set; }

    public Emotune.Model.Network.ILinearKernel Linear { get => _network.Linear; set => _network.Linear = value; }

    public TorchSharp.torch.Tensor Forward(TorchSharp.torch.Tensor inputIds, TorchSharp.torch.Tensor attentionMask) =>
        _network.Forward(inputIds, attentionMask);

    public void SetTraining(bool training) => _network.SetTraining(training);
}
