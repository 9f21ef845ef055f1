using Emotune.Metrics;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Network;
using Emotune.Model.Tests.Training;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Optimization;

/// <summary>Steps taken late against the same steps taken at once: the same bits.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class LazyRowsTests : IDisposable
{
    private const int Rows = 83;

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(8, 0.9, 0.1, 1)]
    [InlineData(19, 0.9, 0.1, 2)]
    [InlineData(384, 0.0, 0.1, 3)]
    [InlineData(5, 0.5, 0.0, 2)]
    public void A_table_that_is_moved_late_has_the_bits_of_one_that_is_moved_at_once(
        int width, double decay, double weightDecay, int threads)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Run(lazy: false), Run(lazy: true));

        float[][] Run(bool lazy)
        {
            var weight = arange(Rows * width, dtype: ScalarType.Float32).mul(1.3f).sin().reshape(Rows, width).requires_grad_(true);
            TrainedParameter[] parameters = [new("words.weight", weight, ParameterRole.Encoder)];
            using var optimizer = new AdamW([new ParameterGroup("all", 0.5, weightDecay, parameters)], threads);
            using var average = decay > 0 ? new WeightAverage(parameters, decay, threads) : null;
            using var state = new TrainingState(parameters, optimizer, null, average);
            using var gradient = new EmbeddingGradient(weight);
            if (lazy)
                state.BeLazy(gradient);
            for (var step = 0; step < 60; step++)
            {
                // Frequent rows, rare ones, one row alone, and rows that no step touches.
                int[] rows = [step % 3, 3, 10 + step * 7 % 31, 41 + step / 20];
                gradient.Clear();
                gradient.BeforeReading?.Invoke([.. rows, 70, 3]);
                var vectors = Enumerable.Range(0, rows.Length * width).Select(i => MathF.Sin(i + step * 0.7f)).ToArray();
                gradient.Add(rows, vectors, except: null);
                weight.grad = gradient.Table;
                Assert.Equal(GradientNorm.Compute(parameters, threads), GradientNorm.Compute(parameters, threads, gradient));
                optimizer.Step(0.01 * (60 - step), gradientScale: step % 4 == 0 ? 0.3 : 1);
                state.EndStep();
                if (step is 25 or 26)
                    _ = state.WithResult(() => 0);
            }
            return [.. state.Arrays(withBest: false).Select(a => a.Span.ToArray())];
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void A_training_gives_the_same_bits_with_a_dense_table_with_a_lazy_one_and_when_it_is_interrupted(double decay)
    {
        using var scope = NewDisposeScope();
        var options = TrainerTests.Options with
        {
            EmaDecay = decay,
            EarlyStopping = new(ValidationMetric.Loss, 3),
            LearningRate = 0.01,
            LayerDecay = 0.8,
            AccumulationSteps = 2
        };
        var (dense, expected) = Train(options, lazy: false);
        var (lazy, result) = Train(options, lazy: true);
        Assert.Equal(expected.Steps, result.Steps);
        Assert.Equal(expected.Epochs, result.Epochs);
        Assert.Equal(dense, lazy);
        Assert.Throws<OperationCanceledException>(() => Train(options, lazy: true, cancelAfter: 17));
        var (resumed, rest) = Train(options, lazy: true, cancelAfter: int.MaxValue);
        Assert.True(rest.ResumedAtStep > 0);
        Assert.Equal(dense, resumed);
    }

    private (float[] Weights, TrainingResult Result) Train(TrainingOptions options, bool lazy, int? cancelAfter = null)
    {
        var config = Shapes.Tiny(EncoderFamily.Bert) with { VocabularySize = 90 };
        using var network = new SequenceClassifier(config, TinyNetwork.Labels, HeadPooling.Mean);
        foreach (var (parameter, i) in network.NamedParameters.Select((p, i) => (p, i)))
            parameter.Value.Assign([.. Enumerable.Range(0, (int)parameter.Value.numel()).Select(j => 0.2f * MathF.Sin(i + j * 1.7f))]);
        using var trained = TrainedClassifier.Full(network);
        using var source = new CancellationTokenSource();
        var watched = new Watched(trained, lazy, pass => { if (pass == cancelAfter) source.Cancel(); });
        var hooks = new TrainingHooks
        {
            Checkpoints = cancelAfter is null
            ? null
            : new CheckpointPolicy(_folder, TimeSpan.FromHours(1), "a", EverySteps: 3)
        };
        var result = new Trainer(watched, options, padId: 0).Train(TinyNetwork.Rows(101), TinyNetwork.Rows(40, 500), hooks, source.Token);
        Assert.Equal(lazy, watched.WasLazy);
        return ([.. trained.Parameters.SelectMany(p => p.Tensor.ToArray())], result);
    }

    /// <summary>Counts passes, and may hide that the table is read row by row.</summary>
    private sealed class Watched(TrainedClassifier inner, bool lazy, Action<int> onPass) : ITrainedNetwork
    {
        private int _passes;

        public bool WasLazy { get; private set; }

        public IReadOnlyList<TrainedParameter> Parameters => inner.Parameters;

        public IDropout? Dropout { get => inner.Dropout; set => inner.Dropout = value; }

        public ILinearKernel Linear { get => inner.Linear; set => inner.Linear = value; }

        IRowTable? ITrainable.Table
        {
            get
            {
                WasLazy |= lazy && ((ITrainable)inner).Table is not null;
                return lazy ? ((ITrainable)inner).Table : null;
            }
        }

        public void SetTraining(bool training) => inner.SetTraining(training);

        public void BeginTraining(int threads) => inner.BeginTraining(threads);

        public void EndTraining() => inner.EndTraining();

        public void BeginStep() => inner.BeginStep();

        public void EndBackward() => inner.EndBackward();

        public Tensor Forward(Tensor inputIds, Tensor attentionMask)
        {
            onPass(++_passes);
            return inner.Forward(inputIds, attentionMask);
        }

        public Predictions Predict(EncodedRows rows, int padId, CancellationToken cancellation) => inner.Predict(rows, padId, cancellation);
    }
}
