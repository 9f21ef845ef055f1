using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Network;
using Emotune.Randomness;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Prediction;

/// <summary>The packed forward pass against the plain one, a comment at a time.</summary>
public sealed class PackedClassifierTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [InlineData("bert", HeadPooling.Mean, Activation.Gelu, false)]
    [InlineData("bert", HeadPooling.FirstToken, Activation.GeluNew, false)]
    [InlineData("distilbert", HeadPooling.FirstToken, Activation.Relu, false)]
    [InlineData("roberta", HeadPooling.FirstToken, Activation.Gelu, false)]
    [InlineData("modernbert", HeadPooling.FirstToken, Activation.Gelu, false)]
    [InlineData("deberta-v2", HeadPooling.FirstToken, Activation.Gelu, false)]
    [InlineData("deberta-v2", HeadPooling.Mean, Activation.Gelu, true)]
    [InlineData("modernbert", HeadPooling.Mean, Activation.GeluNew, true)]
    [InlineData("modernbert", HeadPooling.FirstToken, Activation.Relu, true)]
    [InlineData("bert", HeadPooling.FirstToken, Activation.Gelu, true)]
    [InlineData("roberta", HeadPooling.Mean, Activation.GeluNew, true)]
    [InlineData("distilbert", HeadPooling.Mean, Activation.Gelu, true)]
    [InlineData("xlm-roberta", HeadPooling.FirstToken, Activation.Gelu, true)]
    [InlineData("electra", HeadPooling.FirstToken, Activation.Relu, false)]
    [InlineData("electra", HeadPooling.Mean, Activation.Gelu, true)]
    [InlineData("mpnet", HeadPooling.FirstToken, Activation.Gelu, false)]
    [InlineData("mpnet", HeadPooling.Mean, Activation.GeluNew, true)]
    internal void States_and_logits_are_the_plain_ones(string modelType, HeadPooling pooling, Activation activation, bool odd)
    {
        var family = EncoderFamily.Find(modelType)!;
        var config = (odd ? Samples.Odd(family) : Shapes.Tiny(family)) with { Activation = activation };
        using var scope = NewDisposeScope();
        using var network = Samples.Network(config, pooling);
        using var packed = new PackedClassifier(network);
        var comments = Samples.Comments(config, Math.Min(45, config.MaxSequenceLength));
        var rows = PackedRows.Of(comments, config.PadTokenId);

        var (states, logits) = (packed.States(rows), Logits(packed, rows));

        for (var i = 0; i < comments.Length; i++)
        {
            var (plainStates, plainLogits) = Plain(network, comments[i]);
            AssertNear(plainStates, states.AsSpan(rows.Starts[i] * config.HiddenSize, plainStates.Length), Tolerance);
            AssertNear(plainLogits, logits.AsSpan(i * Samples.Labels, Samples.Labels), Tolerance);
        }
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    public void Long_comments_have_the_plain_logits(string modelType)
    {
        var config = Samples.Odd(EncoderFamily.Find(modelType)!) with { MaxPositions = 202 };
        using var scope = NewDisposeScope();
        using var network = Samples.Network(config, HeadPooling.Mean);
        using var packed = new PackedClassifier(network);
        int[] comment = [.. Enumerable.Range(0, 200).Select(t => 2 + t * 7 % 20)];

        AssertNear(Plain(network, comment).Logits, Logits(packed, PackedRows.Of([comment], config.PadTokenId)), Tolerance);
    }

    [Theory]
    [InlineData("roberta")]
    [InlineData("xlm-roberta")]
    [InlineData("mpnet")]
    public void Padding_inside_of_a_comment_has_padding_s_position(string modelType)
    {
        var config = Shapes.Tiny(EncoderFamily.Find(modelType)!);
        using var scope = NewDisposeScope();
        using var network = Samples.Network(config, HeadPooling.Mean);
        using var packed = new PackedClassifier(network);
        int[] comment = [2, 7, config.PadTokenId, 9, 3];

        AssertNear(Plain(network, comment).Logits, Logits(packed, PackedRows.Of([comment], config.PadTokenId)), Tolerance);
    }

    [Fact]
    public void Bfloat16_is_near_the_plain_path_in_bfloat16_and_not_single_precision()
    {
        var config = Samples.Odd(EncoderFamily.Bert);
        using var scope = NewDisposeScope();
        using var network = Samples.Network(config, HeadPooling.Mean);
        using var single = new PackedClassifier(network);
        using var packed = new PackedClassifier(network, NumericPrecision.Bfloat16);
        var rows = PackedRows.Of(Samples.Comments(config, 45), config.PadTokenId);
        var (exact, rounded) = (Logits(single, rows), Logits(packed, rows));
        var size = exact.Max(Math.Abs);

        AssertNear(exact, rounded, 0.08 * size);
        Assert.Contains(exact.Zip(rounded), pair => Math.Abs(pair.First - pair.Second) > 1e-4 * size);
    }

    [Fact]
    public void An_adapter_has_to_be_in_the_weights()
    {
        var config = Samples.Odd(EncoderFamily.Bert);
        using var scope = NewDisposeScope();
        using var network = Samples.Network(config, HeadPooling.Mean);
        network.FreshParameters = [];
        var adapter = LoraAdapter.Apply(network, new LoraConfig { TargetModules = ModuleSelection.AllLinear }, seed: 3);
        foreach (var layer in adapter.Layers)
            layer.B.Assign(new CounterRandom(4, layer.B.numel()).Normal((int)layer.B.numel(), 0.2));
        int[] comment = [2, 7, 9, 4, 3];
        var plain = Plain(network, comment).Logits;
        Assert.Throws<ArgumentException>(() => new PackedClassifier(network));

        adapter.Merge();
        using var packed = new PackedClassifier(network);

        AssertNear(plain, Logits(packed, PackedRows.Of([comment], config.PadTokenId)), Tolerance);
    }

    [Fact]
    public void A_comment_that_is_too_long_is_refused()
    {
        using var network = Samples.Network(Shapes.Tiny(EncoderFamily.Bert), HeadPooling.Mean);
        using var packed = new PackedClassifier(network);

        var problem = Assert.Throws<DiagnosticException>(() => Logits(packed, PackedRows.Of([new int[17]], 0)));
        Assert.Equal(Problems.SequenceTooLong.Code, problem.Diagnostics[0].Code);
    }

    private static float[] Logits(PackedClassifier packed, PackedRows rows)
    {
        float[] logits = [];
        packed.Logits([rows], (_, output) => logits = output);
        return logits;
    }

    private static (float[] States, float[] Logits) Plain(SequenceClassifier network, int[] comment)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        network.eval();
        var ids = tensor(comment.Select(id => (long)id).ToArray()).unsqueeze(0);
        var mask = ones_like(ids);
        return (network.HiddenStates(ids, mask)[^1].ToArray(), network.Forward(ids, mask).ToArray());
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
