using Emotune.Model.Kernels;
using Emotune.Model.Network;
using Emotune.Model.Network.Families;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Network;
using Emotune.Model.Tests.Prediction;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Training;

/// <summary>Texts of several blocks of queries, over all tokens and over those nearby, against the modules by autograd.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class PackedLongTextTests
{
    private const double Tolerance = 2e-5;

    private static readonly int[] Lengths = [200, 65, 64, 1, 130, 17];

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(129)]
    internal void Training_gives_the_modules_logits_and_gradients(int localAttention)
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config(localAttention), HeadPooling.Mean);
        var (ids, mask) = Batch(Lengths);
        AssertNear(Pass(network, ids, mask, null, null), Pass(network, ids, mask, null, 2));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(129)]
    internal void Training_drops_out_what_the_modules_drop_out(int localAttention)
    {
        using var scope = NewDisposeScope();
        using var network = Samples.Network(Config(localAttention), HeadPooling.FirstToken);
        var (ids, mask) = Batch([144, 144]);
        AssertNear(Pass(network, ids, mask, new CounterDropout(5), null), Pass(network, ids, mask, new CounterDropout(5), 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(129)]
    internal void Prediction_gives_the_modules_logits(int localAttention)
    {
        using var scope = NewDisposeScope();
        var config = Config(localAttention);
        using var network = Samples.Network(config, HeadPooling.Mean);
        using var packed = new PackedClassifier(network);
        var (ids, mask) = Batch(Lengths);
        using var _ = no_grad();
        var plain = network.Forward(ids, mask).ToArray();
        float[] logits = [];
        var rows = Lengths.Select((length, b) => Enumerable.Range(0, length).Select(t => (int)Piece(b, t)).ToArray()).ToArray();
        packed.Logits([PackedRows.Of(rows, config.PadTokenId)], (_, output) => logits = output);
        for (var i = 0; i < plain.Length; i++)
            Assert.Equal(plain[i], logits[i], Tolerance);
    }

    private static EncoderConfig Config(int localAttention) => Shapes.Tiny(EncoderFamily.ModernBert) with
    {
        HiddenSize = 24,
        HeadCount = 2,
        LayerCount = 4,
        MaxPositions = 256,
        Own = new ModernBertSettings { LocalAttention = localAttention, GlobalEvery = 2 },
    };

    private static (float[] Logits, Dictionary<string, float[]> Gradients) Pass(
        SequenceClassifier network, Tensor ids, Tensor mask, CounterDropout? dropout, int? threads)
    {
        using var trained = TrainedClassifier.Full(network);
        trained.Dropout = dropout;
        trained.SetTraining(true);
        if (threads is { } count)
            trained.BeginTraining(count);
        Assert.Equal(threads is not null, trained.IsPacked);
        trained.BeginStep();
        dropout?.Begin(0);
        var output = trained.Forward(ids, mask);
        var logits = output.ToArray();
        output.square().sum().backward();
        trained.EndBackward();
        var gradients = trained.Parameters.ToDictionary(p => p.Name, p => p.Tensor.grad!.contiguous().ToArray(), StringComparer.Ordinal);
        foreach (var parameter in trained.Parameters)
            parameter.Tensor.grad = null;
        return (logits, gradients);
    }

    private static void AssertNear(
        (float[] Logits, Dictionary<string, float[]> Gradients) expected, (float[] Logits, Dictionary<string, float[]> Gradients) actual)
    {
        for (var i = 0; i < expected.Logits.Length; i++)
            Assert.Equal(expected.Logits[i], actual.Logits[i], Tolerance);
        var scale = expected.Gradients.Values.Max(g => g.Max(Math.Abs));
        foreach (var (name, gradient) in expected.Gradients)
        {
            var difference = gradient.Zip(actual.Gradients[name]).Max(p => Math.Abs(p.First - p.Second));
            Assert.True(difference <= Tolerance * scale, FormattableString.Invariant($"{name} is off by {difference}, of {scale}"));
        }
    }

    private static (Tensor Ids, Tensor Mask) Batch(int[] lengths)
    {
        var width = lengths.Max();
        var (ids, mask) = (new long[lengths.Length * width], new long[lengths.Length * width]);
        Array.Fill(ids, 1);
        for (var b = 0; b < lengths.Length; b++)
        {
            for (var t = 0; t < lengths[b]; t++)
                (ids[b * width + t], mask[b * width + t]) = (Piece(b, t), 1);
        }

        return (tensor(ids, [lengths.Length, width]), tensor(mask, [lengths.Length, width]));
    }

    private static long Piece(int row, int place) => 2 + (row * 5 + place * 7 + place / 9) % 20;
}
