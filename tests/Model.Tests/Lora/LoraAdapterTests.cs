using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Lora;

public sealed class LoraAdapterTests
{
    private static readonly LoraConfig Config = new() { Rank = 2, Alpha = 4, Dropout = 0.5, TargetModules = new(ModuleKinds.All) };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_fresh_adapter_changes_nothing(bool dora)
    {
        using var scope = NewDisposeScope();
        using var network = Trained(EncoderFamily.Roberta);
        var (ids, mask) = Batches.Padded(network.Config);
        var before = network.Forward(ids, mask).ToArray();
        LoraAdapter.Apply(network, Config with { UseDora = dora }, seed: 3);
        var after = network.Forward(ids, mask).ToArray();
        Assert.All(before.Zip(after), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void Fresh_values_depend_on_the_seed_and_the_name_alone()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(FirstA(seed: 5, Config), FirstA(seed: 5, Config with { LayersToTransform = [1] }));
        Assert.NotEqual(FirstA(seed: 5, Config), FirstA(seed: 6, Config));
        Assert.All(FirstA(seed: 5, Config), a => Assert.InRange(Math.Abs(a), 0, 1 / Math.Sqrt(12)));

        static float[] FirstA(long seed, LoraConfig config)
        {
            using var network = Trained(EncoderFamily.Bert);
            return LoraAdapter.Apply(network, config, seed).TrainedParameters
                .Single(p => p.Name == "base_model.model.bert.encoder.layer.1.attention.self.query.lora_A.default.weight").Value.ToArray();
        }
    }

    [Fact]
    public void A_mean_head_is_trained_and_the_file_has_the_bare_encoders_adapter_only()
    {
        using var network = Trained(EncoderFamily.DistilBert, HeadPooling.Mean);
        var adapter = LoraAdapter.Apply(network, Config with { TargetModules = new(["query"]), Bias = LoraBias.LoraOnly }, seed: 1);
        Assert.Contains("base_model.model.transformer.layer.0.attention.q_lin.base_layer.bias", adapter.FileNames);
        Assert.Contains("base_model.model.transformer.layer.1.attention.q_lin.lora_B.weight", adapter.FileNames);
        Assert.Equal(6, adapter.FileNames.Count);
        Assert.Equal(["classifier.weight", "classifier.bias"], adapter.TrainedParameters.TakeLast(2).Select(p => p.Name));
        Assert.All(
            network.NamedParameters, p =>
                Assert.Equal(
                    p.Name.StartsWith("classifier.", StringComparison.Ordinal)
                        || p.Name.EndsWith("q_lin.bias", StringComparison.Ordinal), p.Value.requires_grad));
        var counts = ParameterCounter.Count(network, adapter);
        Assert.Equal(2 * (2 * 12 + 12 * 2 + 12), counts.Adapter);
        Assert.Equal(12 * 3 + 3, counts.Head);
        Assert.Equal(network.NamedParameters.Sum(p => p.Value.numel()) + 2 * (2 * 12 + 12 * 2), counts.Total);
    }

    [Fact]
    public void A_pooler_that_no_file_had_cannot_be_frozen()
    {
        using var network = new SequenceClassifier(Shapes.Tiny(EncoderFamily.Bert), 3, HeadPooling.FirstToken);
        network.InitializeAll(1);
        network.FreshParameters = ["bert.pooler.dense.weight", "bert.pooler.dense.bias", "classifier.weight"];
        var error = Assert.Throws<DiagnosticException>(() => LoraAdapter.Apply(network, Config, seed: 1)).Diagnostics[0];
        Assert.Equal("EXP4104", error.Code);
        Assert.Contains("bert.pooler.dense.weight, bert.pooler.dense.bias.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_embedding_takes_no_adapter()
    {
        using var network = Trained(EncoderFamily.Bert);
        var error = Assert.Throws<DiagnosticException>(
            () => LoraAdapter.Apply(network, Config with { TargetModules = new(["query", "word_embeddings"]) }, seed: 1));
        Assert.Equal("EXP4108", error.Diagnostics[0].Code);
    }

    [Fact]
    public void Values_out_of_range_are_reported()
    {
        using var network = Trained(EncoderFamily.Bert);
        LoraConfig[] wrong = [
            Config with { Rank = 0 }, Config with { Alpha = 0 }, Config with { Dropout = 1 },
            Config with { RankPattern = [new("query", 0)] }, Config with { AlphaPattern = [new("query", double.NaN)] }];
        foreach (var config in wrong)
        {
            Assert.Equal(
                "EXP4110", Assert.Throws<DiagnosticException>(() => LoraAdapter.Apply(network, config, seed: 1)).Diagnostics[0].Code);
        }
    }

    [Fact]
    public void Dropout_on_the_adapters_input_leaves_the_frozen_product_alone()
    {
        using var scope = NewDisposeScope();
        using var network = Trained(EncoderFamily.Bert);
        var (ids, mask) = Batches.Padded(network.Config);
        var before = network.Forward(ids, mask).ToArray();
        var adapter = LoraAdapter.Apply(network, Config, seed: 1);
        foreach (var layer in adapter.Layers)
            layer.B.Assign([.. Enumerable.Repeat(1f, (int)layer.B.numel())]);
        network.Execution.Dropout = new AdaptersOnly(network.Config.LayerCount);
        network.train();
        Assert.InRange(Distance(before, network), 0, 1e-6);
        network.eval();
        Assert.InRange(Distance(before, network), 1e-4, double.MaxValue);

        double Distance(float[] from, SequenceClassifier to) =>
            from.Zip(to.Forward(ids, mask).ToArray()).Max(p => Math.Abs(p.First - p.Second));
    }

    private static SequenceClassifier Trained(EncoderFamily family, HeadPooling pooling = HeadPooling.FirstToken)
    {
        var network = new SequenceClassifier(Shapes.Tiny(family), 3, pooling);
        network.InitializeAll(11);
        network.FreshParameters = [];
        network.eval();
        return network;
    }

    /// <summary>Drops everything at the adapters' sites, which come after the network's own.</summary>
    private sealed class AdaptersOnly(int layers) : IDropout
    {
        public Tensor Apply(Tensor x, double p, int site) => site <= 3 * layers + 1 ? x : zeros_like(x);
    }
}
