using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Prediction;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Training;

/// <summary>
/// Whole networks whose bfloat16 is made of single-precision products, against libtorch's own. A sum in another order may round the
/// other way, and the next layers take it from there: two ways are at most as far from each other as rounding puts each from single
/// precision. <see cref="Kernels.MultiplierTests"/> holds each product to its last place.
/// </summary>
[Collection(LibtorchSettings.Name)]
public sealed class BFloat16WayTests : IDisposable
{
    // Of a gradient's length: what rounding takes away in three layers, and how far two of them are apart whose roundings have nothing
    // in common, √2.
    private const double Noise = 0.1, Apart = 1.5;

    private static readonly EncoderConfig Config = Samples.Odd(EncoderFamily.Bert) with { LayerCount = 3 };

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Logits_and_gradients_agree(bool packed)
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config, HeadPooling.Mean);
        var processor = Gradients(network, new BFloat16LinearKernel(weightsAreFixed: false, BFloat16Way.Processor), packed);
        var single = Gradients(network, new BFloat16LinearKernel(weightsAreFixed: false, BFloat16Way.Float32), packed);
        AssertNear(Gradients(network, NativeLinearKernel.Instance, packed), processor, single);
    }

    [Fact]
    public void The_packed_encoder_agrees_with_the_modules()
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config, HeadPooling.Mean);
        var half = new BFloat16LinearKernel(weightsAreFixed: false, BFloat16Way.Float32);
        AssertNear(
            Gradients(network, NativeLinearKernel.Instance, packed: false), Gradients(network, half, packed: false),
            Gradients(network, half, packed: true));
    }

    [Fact]
    public void Gradients_of_several_batches_add_up()
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config, HeadPooling.Mean);
        var half = new BFloat16LinearKernel(weightsAreFixed: false, BFloat16Way.Float32);
        var (once, twice) = (Gradients(network, half, packed: true), Gradients(network, half, packed: true, batches: 2));
        foreach (var (name, values) in once.Where(g => g.Key != "logits"))
            Assert.All(values.Zip(twice[name]), pair => Assert.Equal(2 * pair.First, pair.Second, 1e-4f + MathF.Abs(pair.First) / 100));
    }

    [Fact]
    public void Predictions_agree()
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config, HeadPooling.Mean);
        Dictionary<string, float[]> Logits(NumericPrecision precision, BFloat16Way way)
        {
            using var packed = new PackedClassifier(network, precision, threads: 2, way);
            float[] logits = [];
            packed.Logits([PackedRows.Of(Samples.Comments(Config, 45), Config.PadTokenId)], (_, found) => logits = found);
            return new() { ["logits"] = logits };
        }
        AssertNear(
            Logits(NumericPrecision.Float32, default), Logits(NumericPrecision.Bfloat16, BFloat16Way.Processor),
            Logits(NumericPrecision.Bfloat16, BFloat16Way.Float32));
    }

    [Fact]
    public void A_resumed_run_ends_with_the_same_bits()
    {
        var whole = Train(null, interrupted: false);
        Assert.Throws<OperationCanceledException>(() => Train(_folder, interrupted: true));
        Assert.Equal(whole, Train(_folder, interrupted: false));
    }

    // Dropout is on; whichever way this machine takes.
    private static float[][] Train(string? folder, bool interrupted)
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config, HeadPooling.Mean);
        using var trained = TrainedClassifier.Full(network);
        var rows = Samples.Comments(Config, 40);
        var data = new EncodedRows(rows, [.. Enumerable.Range(0, rows.Length * Samples.Labels).Select(i => (byte)(i % 3 == 0 ? 1 : 0))],
            Samples.Labels);
        var options = new TrainingOptions
        {
            Epochs = 2,
            BatchSize = 8,
            LearningRate = 1e-3,
            Precision = NumericPrecision.Bfloat16,
            Threads = 2,
            EarlyStopping = null,
        };
        using var source = new CancellationTokenSource();
        var hooks = new TrainingHooks
        {
            Checkpoints = folder is null ? null : new CheckpointPolicy(folder, TimeSpan.Zero, "half", EverySteps: 2),
            EpochEnded = interrupted ? new Cancelling(source) : null,
        };
        _ = new Trainer(trained, options, Config.PadTokenId)
            .Train(data, data, hooks, source.Token);
        return [.. trained.Parameters.Select(p => p.Tensor.ToArray())];
    }

    private sealed class Cancelling(CancellationTokenSource source) : IProgress<EpochLog>
    {
        public void Report(EpochLog value) => source.Cancel();
    }

    private static Dictionary<string, float[]> Gradients(SequenceClassifier network, ILinearKernel products, bool packed, int batches = 1)
    {
        using var trained = TrainedClassifier.Full(network);
        trained.Linear = products;
        trained.SetTraining(true);
        if (packed)
            trained.BeginTraining(threads: 2);
        trained.BeginStep();
        var rows = Samples.Comments(Config, 12);
        var found = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var i = 0; i < batches; i++)
        {
            var batch = RowBatch.Create(rows, [.. Enumerable.Range(0, rows.Length)], Config.PadTokenId);
            var logits = trained.Forward(batch.InputIds, batch.AttentionMask);
            found["logits"] = logits.ToArray();
            logits.square().sum().backward();
            trained.EndBackward();
        }
        foreach (var parameter in trained.Parameters)
        {
            found[parameter.Name] = parameter.Tensor.grad!.contiguous().ToArray();
            parameter.Tensor.grad = null;
        }
        trained.EndTraining();
        trained.Linear = NativeLinearKernel.Instance;
        return found;
    }

    private static void AssertNear(Dictionary<string, float[]> exact, Dictionary<string, float[]> one, Dictionary<string, float[]> other)
    {
        foreach (var isLogits in one.Count == 1 ? [true] : new[] { true, false })
        {
            float[] All(Dictionary<string, float[]> found) =>
                [.. found.Where(f => f.Key == "logits" == isLogits).OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => f.Value)];
            var (noise, apart) = (Distance(All(exact), All(one)), Distance(All(one), All(other)));
            Assert.InRange(noise, 1e-4, Noise);
            Assert.InRange(Distance(All(exact), All(other)), noise / Apart, noise * Apart);
            Assert.True(apart <= Apart * noise, FormattableString.Invariant($"{apart} apart, where rounding makes {noise}"));
        }
    }

    // Relative to the first one's length.
    private static double Distance(float[] a, float[] b) =>
        Math.Sqrt(a.Zip(b).Sum(p => Math.Pow(p.First - p.Second, 2)) / a.Sum(v => (double)v * v));
}
