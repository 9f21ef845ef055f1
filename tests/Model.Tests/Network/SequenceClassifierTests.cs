using Emotune.Diagnostics;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

public sealed class SequenceClassifierTests
{
    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void Padding_changes_no_logit(string modelType, HeadPooling pooling)
    {
        var family = EncoderFamily.Find(modelType)!;
        using var scope = NewDisposeScope();
        using var network = Fresh(family, pooling);
        var (ids, mask) = Batches.Padded(network.Config);
        var padded = network.Forward(ids, mask)[1].ToArray();
        var alone = network.Forward(ids[1..2, ..3], mask[1..2, ..3])[0].ToArray();
        Assert.All(padded.Zip(alone), p => Assert.Equal(p.Second, p.First, 1e-6));
    }

    [Fact]
    public void A_mean_head_has_one_linear_layer_and_no_pooler()
    {
        using var network = Fresh(EncoderFamily.Bert, HeadPooling.Mean);
        Assert.Equal(
            ["classifier.weight", "classifier.bias"],
            network.NamedParameters.Select(p => p.Name).Where(n => network.IsHead(n) || network.IsPooler(n)));
    }

    [Fact]
    public void A_mean_head_averages_the_real_tokens()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Bert, HeadPooling.Mean);
        var (ids, mask) = Batches.Padded(network.Config);
        var states = network.HiddenStates(ids, mask)[^1];
        var mean = states[1][..3].mean([0]);
        var weights = network.NamedParameters.ToDictionary(p => p.Name, p => p.Value);
        var expected = (matmul(weights["classifier.weight"], mean) + weights["classifier.bias"]).ToArray();
        Assert.All(expected.Zip(network.Forward(ids, mask)[1].ToArray()), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    [Fact]
    public void Dropout_happens_in_training_alone_and_at_each_site_once()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Roberta, HeadPooling.FirstToken);
        var (ids, mask) = Batches.Padded(network.Config);
        var evaluated = network.Forward(ids, mask).ToArray();
        var recorder = new Recorder();
        network.Execution.Dropout = recorder;
        Assert.Equal(evaluated, network.Forward(ids, mask).ToArray());
        Assert.Empty(recorder.Sites);

        network.train();
        var trained = network.Forward(ids, mask).ToArray();                  // the recorder passes all through: the plain attention path
        Assert.All(evaluated.Zip(trained), p => Assert.Equal(p.First, p.Second, 1e-6));
        Assert.Equal(1 + 3 * network.Config.LayerCount + 2, recorder.Sites.Count);
        Assert.Equal(recorder.Sites.Count, recorder.Sites.Distinct().Count());
    }

    [Fact]
    public void The_padding_rows_of_embeddings_get_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Roberta, HeadPooling.Mean);
        var (ids, _) = Batches.Padded(network.Config);
        network.Forward(ids, ones_like(ids)).sum().backward();
        var gradient = network.NamedParameters[0].Value.grad!;
        Assert.All(gradient[network.Config.PadTokenId].ToArray(), g => Assert.Equal(0, g));
        Assert.Contains(gradient[7].ToArray(), g => g != 0);
    }

    [Fact]
    public void A_sequence_beyond_the_last_position_is_reported()
    {
        using var scope = NewDisposeScope();
        using var network = Fresh(EncoderFamily.Roberta, HeadPooling.Mean);
        var ids = full([1, 15], 5, ScalarType.Int64);                         // 16 positions, of which two are not for tokens
        var error = Assert.Throws<DiagnosticException>(() => network.Forward(ids, ones_like(ids))).Diagnostics[0];
        Assert.Equal("EXP4101", error.Code);
        Assert.Contains("at most 14", error.Message, StringComparison.Ordinal);
    }

    private static SequenceClassifier Fresh(EncoderFamily family, HeadPooling pooling)
    {
        var network = new SequenceClassifier(Shapes.Tiny(family), 3, pooling);
        network.InitializeAll(42);
        network.eval();
        return network;
    }

    private sealed class Recorder : IDropout
    {
        public List<int> Sites { get; } = [];

        public Tensor Apply(Tensor x, double p, int site)
        {
            Sites.Add(site);
            return x;
        }
    }
}
