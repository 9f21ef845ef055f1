using Emotune.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Tests.Network;

public sealed class WeightLoadingTests
{
    [Theory]
    [ClassData(typeof(EveryFamily))]
    public void What_is_exported_is_what_was_loaded(string modelType)
    {
        var family = EncoderFamily.Find(modelType)!;
        var source = Ramp(family, HeadPooling.FirstToken);
        using var network = New(family, HeadPooling.FirstToken);
        Assert.Empty(network.LoadWeights(new WeightDictionary(source), HeadWeights.Required, seed: 1));
        Assert.All(network.ExportWeights(), w => Assert.Equal(source[w.Name].Data, w.Value.Data));
    }

    [Fact]
    public void A_backbones_head_and_pooler_are_fresh_where_it_has_none()
    {
        using var network = New(EncoderFamily.Bert, HeadPooling.FirstToken);
        var fresh = network.LoadWeights(new WeightDictionary(Encoder(EncoderFamily.Bert)), HeadWeights.WhereGiven, seed: 1);
        Assert.Equal(["bert.pooler.dense.weight", "bert.pooler.dense.bias", "classifier.weight", "classifier.bias"], fresh);
    }

    [Fact]
    public void Fresh_weights_are_normal_and_biases_zero_whatever_was_drawn_before()
    {
        using var once = New(EncoderFamily.Bert, HeadPooling.Mean);
        using var again = New(EncoderFamily.Bert, HeadPooling.Mean);
        once.InitializeAll(9);
        again.InitializeAll(8);
        again.LoadWeights(new WeightDictionary(Ramp(EncoderFamily.Bert, HeadPooling.Mean)), HeadWeights.Fresh, seed: 9);
        var (first, second) = (Head(once), Head(again));
        Assert.Equal(first.Weight, second.Weight);
        Assert.All(first.Bias, b => Assert.Equal(0, b));
        Assert.NotEqual(0, first.Weight[0]);

        var words = once.NamedParameters[0].Value.ToArray();
        Assert.All(words.Take(12), w => Assert.Equal(0, w));                  // the padding row
        Assert.InRange(Math.Sqrt(words.Skip(12).Average(w => w * w)), 0.016, 0.024);
    }

    [Fact]
    public void Missing_tensors_are_named()
    {
        var source = Ramp(EncoderFamily.DistilBert, HeadPooling.FirstToken);
        source.Remove("distilbert.transformer.layer.1.ffn.lin1.weight");
        source.Remove("pre_classifier.bias");
        AssertFails("EXP4102", source, "2 of the network's tensors", "distilbert.transformer.layer.1.ffn.lin1.weight, pre_classifier.bias");
    }

    [Fact]
    public void Tensors_of_other_shapes_are_named()
    {
        var source = Ramp(EncoderFamily.DistilBert, HeadPooling.FirstToken);
        source["classifier.bias"] = new WeightArray([4], new float[4]);
        AssertFails("EXP4103", source, "classifier.bias ((4) instead of (3))");
    }

    private static void AssertFails(string code, Dictionary<string, WeightArray> source, params string[] parts)
    {
        using var network = New(EncoderFamily.DistilBert, HeadPooling.FirstToken);
        var error = Assert.Throws<DiagnosticException>(
            () => network.LoadWeights(new WeightDictionary(source), HeadWeights.WhereGiven, seed: 1)).Diagnostics[0];
        Assert.Equal(code, error.Code);
        Assert.All(parts, p => Assert.Contains(p, error.Message, StringComparison.Ordinal));
    }

    private static (float[] Weight, float[] Bias) Head(SequenceClassifier network)
    {
        var parameters = network.NamedParameters.ToDictionary(p => p.Name, p => p.Value.ToArray());
        return (parameters["classifier.weight"], parameters["classifier.bias"]);
    }

    private static SequenceClassifier New(EncoderFamily family, HeadPooling pooling) => new(Shapes.Tiny(family), 3, pooling);

    private static Dictionary<string, WeightArray> Encoder(EncoderFamily family) =>
        Ramp(family, HeadPooling.Mean).Where(p => !p.Key.StartsWith("classifier.", StringComparison.Ordinal))
            .ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, WeightArray> Ramp(EncoderFamily family, HeadPooling pooling)
    {
        using var network = New(family, pooling);
        var value = 0f;
        return network.NamedParameters.ToDictionary(
            p => p.Name,
            p => new WeightArray(p.Value.shape, [.. Enumerable.Range(0, (int)p.Value.numel()).Select(_ => value += 0.001f)]),
            StringComparer.Ordinal);
    }
}
