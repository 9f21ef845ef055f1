using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Training;

public class TrainedClassifierTests
{
    private static readonly EncoderConfig Config = new(
        EncoderFamily.Bert, 30, 16, 2, 2, 32, 12, 2, 1e-12, Activation.Gelu, 0.1, 0.1, 0.1, 0, 0.02);

    [Fact]
    public void The_word_tables_gradient_is_libtorchs()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        using var trained = TrainedClassifier.Full(network);
        var words = trained.Parameters.Single(p => p.Name == "bert.embeddings.word_embeddings.weight").Tensor;
        foreach (var seed in new[] { 1, 2 })
        {
            var batch = RowBatch.Create([[2, 7, 7, 9, 3], [2, 9 + seed, 3]], [0, 1], padId: 0);
            trained.SetTraining(true);
            trained.BeginStep();
            trained.Forward(batch.InputIds, batch.AttentionMask).square().sum().backward();
            trained.EndBackward();
            var actual = words.grad!.ToArray();
            words.grad = null;
            network.Forward(batch.InputIds, batch.AttentionMask).square().sum().backward();
            var expected = words.grad!.ToArray();
            words.grad = null;
            Assert.Equal(0, actual.Take(16).Sum(Math.Abs));
            Assert.True(expected.Max(Math.Abs) > 0);
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-7);
        }
    }

    [Fact]
    public void Two_batches_of_a_step_add_up_and_the_next_step_begins_at_zero()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        using var trained = TrainedClassifier.Full(network);
        var words = trained.Parameters[0].Tensor;
        trained.SetTraining(true);
        var once = Gradient(1);
        var twice = Gradient(2);
        for (var i = 0; i < once.Length; i++)
            Assert.Equal(2 * once[i], twice[i], 1e-6);

        float[] Gradient(int passes)
        {
            trained.BeginStep();
            for (var i = 0; i < passes; i++)
            {
                var batch = RowBatch.Create([[2, 7, 3]], [0], padId: 0);
                trained.Forward(batch.InputIds, batch.AttentionMask).sum().backward();
                trained.EndBackward();
            }
            return words.grad!.ToArray();
        }
    }

    [Fact]
    public void Parameters_have_their_roles()
    {
        using var full = Network();
        var roles = TrainedClassifier.Full(full).Parameters.GroupBy(p => p.Role).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(2, roles[ParameterRole.Head]);
        Assert.Equal(full.NamedParameters.Count - 2, roles[ParameterRole.Encoder]);
        using var base_ = Network();
        var adapter = LoraAdapter.Apply(base_, new LoraConfig { Rank = 2, TargetModules = new(["query", "value"]) }, 1);
        var lora = TrainedClassifier.Lora(adapter).Parameters.GroupBy(p => p.Role).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal((4, 4, 2), (lora[ParameterRole.Adapter], lora[ParameterRole.AdapterUp], lora[ParameterRole.Head]));
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    public void Parameters_know_how_many_layers_lie_above_them(string modelType)
    {
        var family = EncoderFamily.Find(modelType)!;
        using var network = new SequenceClassifier(Shapes.Tiny(family) with { LayerCount = 12 }, 3, HeadPooling.FirstToken);
        var full = TrainedClassifier.Full(network).Parameters;
        Assert.All(full, p => Assert.Equal(Expected(p.Name), p.LayersAbove));
        Assert.Equal(Enumerable.Range(0, 13), full.Select(p => p.LayersAbove).Distinct().Order());
        network.InitializeAll(1);
        network.FreshParameters = [];
        var adapter = LoraAdapter.Apply(network, new LoraConfig { Rank = 2, TargetModules = new(["query"]) }, 1);
        var lora = TrainedClassifier.Lora(adapter).Parameters;
        Assert.All(lora, p => Assert.Equal(Expected(p.Name), p.LayersAbove));
        Assert.Equal(Enumerable.Range(0, 12), lora.Select(p => p.LayersAbove).Distinct().Order());

        static int Expected(string name)
        {
            // What all layers share lies below them.
            if (new[] { ".embeddings.", ".embeddings_project.", ".relative_attention_bias." }.Any(
                part => name.Contains(part, StringComparison.Ordinal)))
            {
                return 12;
            }

            var parts = name.Split('.');
            var at = Array.FindIndex(parts, p => p is "layer" or "layers");
            return at < 0 ? 0 : 11 - int.Parse(parts[at + 1], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public void An_adapter_in_bfloat16_is_trained_after_it_was_validated()
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var adapter = LoraAdapter.Apply(network, new LoraConfig { Rank = 2, TargetModules = new(["query", "value"]) }, 1);
        var trained = TrainedClassifier.Lora(adapter);
        trained.Linear = LinearKernels.Of(NumericPrecision.Bfloat16);
        new Predictor(trained, padId: 0).Predict(new EncodedRows([[2, 7, 3]], new byte[3], 3));
        trained.SetTraining(true);
        var batch = RowBatch.Create([[2, 7, 3]], [0], padId: 0);
        trained.Forward(batch.InputIds, batch.AttentionMask).sum().backward();
        Assert.All(trained.Parameters.Where(p => p.Role == ParameterRole.AdapterUp), p => Assert.NotNull(p.Tensor.grad));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Validates_in_packed_form_and_leaves_every_weight_as_it_was(bool lora)
    {
        using var scope = NewDisposeScope();
        using var network = Network();
        var adapter = lora
            ? LoraAdapter.Apply(network, new LoraConfig { Rank = 2, TargetModules = new(["query", "ffn_output"]) }, 1)
            : null;
        foreach (var layer in adapter?.Layers ?? [])
            layer.B.Assign([.. Enumerable.Range(0, (int)layer.B.numel()).Select(i => 0.1f * MathF.Sin(i))]);
        using var trained = adapter is null ? TrainedClassifier.Full(network) : TrainedClassifier.Lora(adapter);
        var rows = new EncodedRows([[2, 7, 3], [2, 3], [2, 9, 8, 7, 6, 3]], new byte[9], 3);
        var expected = new Predictor(trained, padId: 0).Predict(rows);
        trained.BeginTraining(threads: 2);
        var before = network.NamedParameters.Select(p => p.Value.ToArray()).ToArray();
        var actual = trained.Predict(rows, padId: 0, CancellationToken.None);
        Assert.Equal(before, network.NamedParameters.Select(p => p.Value.ToArray()));
        foreach (var (a, b) in expected.Logits.Zip(actual.Logits))
            Assert.Equal(a, b, 1e-5f);
    }

    private static SequenceClassifier Network()
    {
        var network = new SequenceClassifier(Config, 3, HeadPooling.Mean);
        network.InitializeAll(1);
        network.FreshParameters = [];
        return network;
    }
}
