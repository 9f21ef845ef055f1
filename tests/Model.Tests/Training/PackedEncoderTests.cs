using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Training;

/// <summary>The fast way through the encoder against the modules' own, by autograd.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class PackedEncoderTests
{
    private const int Labels = 3;

    public static Cases Shapes
    {
        get
        {
            var cases = new Cases();
            foreach (var family in EveryPackedFamily.All)
            {
                cases.Add(family, Activation.Gelu, HeadPooling.Mean, 32);
                cases.Add(family, Activation.GeluNew, HeadPooling.FirstToken, 12);
                cases.Add(family, Activation.Relu, HeadPooling.FirstToken, 24);
            }

            // Wider networks of these weights magnify what single precision rounds.
            cases.Add(EncoderFamily.Roberta, Activation.Gelu, HeadPooling.FirstToken, 96);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    internal void Gives_the_modules_logits_and_gradients_without_dropout(
        EncoderFamily family, Activation activation, HeadPooling pooling, int width)
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(family, activation, pooling, width);
        foreach (var threads in new[] { 1, 2, 3, 7 })
            AssertSame(network, null, Ragged(network.Config), null, ScalarType.Float32, threads, 1e-5);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    internal void Drops_out_what_the_modules_drop_out(EncoderFamily family, Activation activation, HeadPooling pooling, int width)
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(family, activation, pooling, width);
        AssertSame(network, null, Even(network.Config), new CounterDropout(5), ScalarType.Float32, 1, 1e-5);
    }

    [Theory]
    [ClassData(typeof(EveryPackedFamily))]
    public void Gives_the_modules_gradients_over_long_comments(string modelType)
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Find(modelType)!, Activation.Gelu, HeadPooling.Mean, 32, positions: 202);
        foreach (var threads in new[] { 1, 3 })
            AssertSame(network, null, Long(network.Config), null, ScalarType.Float32, threads, 1e-5);
    }

    [Theory]
    [InlineData("all-linear", LoraBias.None, 8, 0.0, false)]
    [InlineData("all-linear", LoraBias.All, 3, 0.2, false)]
    [InlineData("value", LoraBias.LoraOnly, 17, 0.2, false)]
    [InlineData("ffn_output", LoraBias.None, 1, 0.5, false)]
    [InlineData("all-linear", LoraBias.None, 8, 0.0, true)]
    [InlineData("all-linear", LoraBias.All, 3, 0.2, true)]
    [InlineData("value", LoraBias.LoraOnly, 17, 0.05, true)]
    [InlineData("ffn_output", LoraBias.None, 1, 0.5, true)]
    internal void Trains_adapters_as_the_modules_do(string targets, LoraBias bias, int rank, double dropout, bool dora)
    {
        using var scope = NewDisposeScope();
        foreach (var family in EveryPackedFamily.All)
        {
            using var network = Fresh(family, Activation.Gelu, HeadPooling.Mean, 32);
            var adapter = LoraAdapter.Apply(network, new LoraConfig
            {
                Rank = rank,
                Alpha = 5,
                Dropout = dropout,
                Bias = bias,
                TargetModules = targets == "all-linear" ? ModuleSelection.AllLinear : new([targets]),
                LayersToTransform = targets == "value" ? [2] : null,
                UseDora = dora,
            }, seed: 3);
            foreach (var layer in adapter.Layers)
            {
                layer.B.Assign(Wave(layer.B.numel(), 0.05f));
                layer.Magnitude?.Assign([.. layer.Magnitude.ToArray().Zip(Wave(layer.Magnitude.numel(), 0.2f), (m, d) => m * (1 + d))]);
            }

            AssertSame(network, adapter, Even(network.Config), new CounterDropout(9), ScalarType.Float32, 1, 1e-5);
            AssertSame(network, adapter, Ragged(network.Config), null, ScalarType.Float32, 2, 1e-5);
        }
    }

    [Theory]
    [ClassData(typeof(EveryPackedFamily))]
    public void A_module_that_is_saved_whole_gets_its_gradient(string modelType)
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Find(modelType)!, Activation.Gelu, HeadPooling.Mean, 32);
        foreach (var module in EncoderModules.Of(network.Config, HeadPooling.Mean).Others.Where(m => !m.Contains(".layer.")))
        {
            using var again = Fresh(network.Config.Family, Activation.Gelu, HeadPooling.Mean, 32);
            var adapter = LoraAdapter.Apply(
                again, new LoraConfig { LayersToTransform = [2], ModulesToSave = [module] }, seed: 3);
            AssertSame(again, adapter, Ragged(again.Config), null, ScalarType.Float32, 2, 1e-5);
        }
    }

    [Theory]
    [ClassData(typeof(EveryPackedFamily))]
    public void In_bfloat16_is_as_near_to_single_precision_as_the_modules_are(string modelType)
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Find(modelType)!, Activation.Gelu, HeadPooling.Mean, 64);
        foreach (var batch in new[] { Even(network.Config), Ragged(network.Config) })
        {
            var exact = Gradients(network, null, [batch], null, ScalarType.Float32, null).Gradients;
            var modules = Gradients(network, null, [batch], null, ScalarType.BFloat16, null).Gradients;
            var packed = Gradients(network, null, [batch], null, ScalarType.BFloat16, 2).Gradients;
            Assert.InRange(Distance(exact, packed), 0, 2 * Distance(exact, modules));
        }

        static double Distance(Dictionary<string, float[]> one, Dictionary<string, float[]> other) => Math.Sqrt(
            one.Sum(p => p.Value.Zip(other[p.Key]).Sum(v => Math.Pow(v.First - v.Second, 2))));
    }

    [Fact]
    public void In_bfloat16_stays_as_near_as_bfloat16_is()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Bert, Activation.Gelu, HeadPooling.Mean, 64);
        AssertSame(network, null, Even(network.Config), new CounterDropout(5), ScalarType.BFloat16, 1, 0.03);
        AssertSame(network, null, Ragged(network.Config), null, ScalarType.BFloat16, 2, 0.03);
        var adapter = LoraAdapter.Apply(network, new LoraConfig
        {
            Rank = 8,
            Alpha = 16,
            Dropout = 0.1,
            TargetModules = ModuleSelection.AllLinear,
            UseDora = true,
        }, seed: 3);
        AssertSame(network, adapter, Even(network.Config), new CounterDropout(5), ScalarType.BFloat16, 1, 0.03);
    }

    [Fact]
    public void Adds_up_the_gradients_of_an_accumulated_step()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Bert, Activation.Gelu, HeadPooling.Mean, 32);
        var (one, two) = (Ragged(network.Config), Even(network.Config));
        var plain = Gradients(network, null, [one, two], null, ScalarType.Float32, null);
        var packed = Gradients(network, null, [one, two], null, ScalarType.Float32, 2);
        AssertNear(plain.Gradients, packed.Gradients, 1e-5);
    }

    [Fact]
    public void Repeats_its_bits()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.DistilBert, Activation.Gelu, HeadPooling.Mean, 48);
        var first = Gradients(network, null, [Ragged(network.Config)], new CounterDropout(5), ScalarType.BFloat16, 3);
        var second = Gradients(network, null, [Ragged(network.Config)], new CounterDropout(5), ScalarType.BFloat16, 3);
        Assert.Equal(first.Logits, second.Logits);
        foreach (var (name, gradient) in first.Gradients)
            Assert.Equal(gradient, second.Gradients[name]);
    }

    [Fact]
    public void A_number_that_is_none_reaches_the_logits()
    {
        using var scope = NewDisposeScope();
        foreach (var precision in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            using var network = Fresh(EncoderFamily.Bert, Activation.Gelu, HeadPooling.Mean, 32);
            network.NamedParameters.First(p => p.Name.EndsWith("query.weight", StringComparison.Ordinal))
                .Value.Assign(Enumerable.Repeat(float.NaN, 32 * 32).ToArray());
            var pass = Gradients(network, null, [Ragged(network.Config)], null, precision, 2);
            Assert.All(pass.Logits, l => Assert.True(float.IsNaN(l)));
        }
    }

    private static void AssertSame(
        SequenceClassifier network, LoraAdapter? adapter, (Tensor, Tensor) batch, CounterDropout? dropout, ScalarType precision,
        int threads, double tolerance)
    {
        var plain = Gradients(network, adapter, [batch], dropout, precision, null);
        var packed = Gradients(network, adapter, [batch], dropout, precision, threads);
        AssertNear(new() { ["logits"] = plain.Logits }, new() { ["logits"] = packed.Logits }, tolerance);
        AssertNear(plain.Gradients, packed.Gradients, tolerance);
    }

    // Relative to the longest gradient of its kind, so that what is zero but for rounding does not count.
    private static void AssertNear(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual, double tolerance)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        var scale = expected.Values.Max(v => v.Max(Math.Abs));
        Assert.True(scale > 0);
        foreach (var (name, values) in expected)
        {
            var difference = values.Zip(actual[name]).Max(p => Math.Abs(p.First - p.Second));
            Assert.True(difference <= tolerance * scale, FormattableString.Invariant($"{name} is off by {difference}, of {scale}"));
        }
    }

    /// <param name="threads">Null: by the modules and autograd.</param>
    private static (float[] Logits, Dictionary<string, float[]> Gradients) Gradients(
        SequenceClassifier network, LoraAdapter? adapter, (Tensor Ids, Tensor Mask)[] batches, CounterDropout? dropout,
        ScalarType precision, int? threads)
    {
        using var trained = adapter is null ? TrainedClassifier.Full(network) : TrainedClassifier.Lora(adapter);
        // Of bfloat16 made of single precision: BFloat16WayTests.
        trained.Linear = precision == ScalarType.BFloat16
            ? new BFloat16LinearKernel(weightsAreFixed: false, BFloat16Way.Processor)
            : NativeLinearKernel.Instance;
        trained.Dropout = dropout;
        trained.SetTraining(true);
        if (threads is { } count)
            trained.BeginTraining(count);
        Assert.Equal(threads is not null, trained.IsPacked);
        trained.BeginStep();
        float[] logits = [];
        for (var i = 0; i < batches.Length; i++)
        {
            dropout?.Begin(i);
            var output = trained.Forward(batches[i].Ids, batches[i].Mask);
            logits = output.to(ScalarType.Float32).ToArray();
            var weights = tensor(Wave(output.numel(), 1)).reshape(output.shape);
            ((output * weights).sum() + output.square().sum()).backward();
            trained.EndBackward();
        }
        var gradients = trained.Parameters.ToDictionary(
            p => p.Name, p => p.Tensor.grad?.to(ScalarType.Float32).contiguous().ToArray() ?? [0], StringComparer.Ordinal);
        foreach (var parameter in trained.Parameters)
            parameter.Tensor.grad = null;
        return (logits, gradients);
    }

    private static SequenceClassifier Fresh(
        EncoderFamily family, Activation activation, HeadPooling pooling, int width, int positions = 16)
    {
        var config = Emotune.Model.Tests.Network.Shapes.Tiny(family) with
        {
            LayerCount = 4,
            Activation = activation,
            HiddenSize = width,
            IntermediateSize = width + 20,
            HeadCount = width == 96 ? 4 : width / 4 > 8 ? 2 : 3,
            InitializerRange = 0.2,
            MaxPositions = positions,
        };
        if (config.HiddenSize % config.HeadCount != 0)
            config = config with { HeadCount = 2 };
        var network = new SequenceClassifier(config, Labels, pooling);
        foreach (var parameter in network.NamedParameters)
        {
            Initialization.Initialize(parameter, config, seed: 11);
            if (parameter.Value.dim() == 1)
                parameter.Value.Assign([.. parameter.Value.ToArray().Zip(Wave(parameter.Value.numel(), 0.1f), (a, b) => a + b)]);
        }
        return network;
    }

    /// <summary>Comments of lengths from 1 to 14; among them word pieces that pad.</summary>
    private static (Tensor, Tensor) Ragged(EncoderConfig config) => Ragged(config, [5, 1, 14, 9, 3, 7, 11]);

    /// <summary>Comments that reach the last bucket of distances.</summary>
    private static (Tensor, Tensor) Long(EncoderConfig config) => Ragged(config, [130, 1, 97, 48, 200]);

    private static (Tensor, Tensor) Ragged(EncoderConfig config, int[] lengths)
    {
        var width = lengths.Max();
        var (ids, mask) = (new long[lengths.Length * width], new long[lengths.Length * width]);
        Array.Fill(ids, config.PadTokenId);
        for (var b = 0; b < lengths.Length; b++)
        {
            for (var t = 0; t < lengths[b]; t++)
                (ids[b * width + t], mask[b * width + t]) = ((b * 5 + t * 3) % 20 + (t == 4 ? 0 : 2), 1);
        }
        return (tensor(ids, [lengths.Length, width]), tensor(mask, [lengths.Length, width]));
    }

    /// <summary>Comments of one length that fill up rows to a multiple of sixteen, so that masks lie alike.</summary>
    private static (Tensor, Tensor) Even(EncoderConfig config)
    {
        long[] ids = [.. Enumerable.Range(0, 4 * 8).Select(i => (long)(2 + i * 7 % 20))];
        Assert.DoesNotContain((long)config.PadTokenId, ids);
        return (tensor(ids, [4, 8]), ones(4, 8, dtype: ScalarType.Int64));
    }

    private static float[] Wave(long count, float height) =>
        [.. Enumerable.Range(0, (int)count).Select(i => height * MathF.Sin(i * 1.7f + 0.3f))];
}
