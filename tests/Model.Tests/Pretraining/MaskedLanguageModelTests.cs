using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Model.Pretraining;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Network;
using static TorchSharp.torch;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Pretraining;

/// <summary>The heads of the families: names, values, and what a folder may lack.</summary>
public sealed class MaskedLanguageModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("bert", "cls.predictions.bias", "cls.predictions.transform.LayerNorm.bias",
        "cls.predictions.transform.LayerNorm.weight", "cls.predictions.transform.dense.bias", "cls.predictions.transform.dense.weight")]
    [InlineData("distilbert", "vocab_layer_norm.bias", "vocab_layer_norm.weight", "vocab_projector.bias",
        "vocab_transform.bias", "vocab_transform.weight")]
    [InlineData("roberta", "lm_head.bias", "lm_head.dense.bias", "lm_head.dense.weight", "lm_head.layer_norm.bias",
        "lm_head.layer_norm.weight")]
    [InlineData("xlm-roberta", "lm_head.bias", "lm_head.dense.bias", "lm_head.dense.weight", "lm_head.layer_norm.bias",
        "lm_head.layer_norm.weight")]
    [InlineData("electra", "generator_lm_head.bias", "generator_predictions.LayerNorm.bias", "generator_predictions.LayerNorm.weight",
        "generator_predictions.dense.bias", "generator_predictions.dense.weight")]
    [InlineData("mpnet", "lm_head.bias", "lm_head.dense.bias", "lm_head.dense.weight", "lm_head.layer_norm.bias",
        "lm_head.layer_norm.weight")]
    public void A_head_has_its_familys_names(string modelType, params string[] expected)
    {
        var family = EncoderFamily.Find(modelType)!;
        using var model = Fresh(family);
        var prefix = family.Names.Prefix + ".";
        Assert.Equal(
            expected,
            model.NamedParameters.Select(p => p.Name).Where(n => !n.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Theory]
    [ClassData(typeof(EveryFamily))]
    public void What_was_written_is_gone_on_with_head_and_all(string modelType)
    {
        var family = EncoderFamily.Find(modelType)!;
        using var model = Fresh(family);
        MaskedLanguageModelFiles.Write(model, _folder.Path, []);
        using var again = MaskedLanguageModelFiles.Load(_folder.Path, seed: 99);
        Assert.False(again.HasFreshHead);
        foreach (var (a, b) in model.NamedParameters.Zip(again.NamedParameters))
            Assert.Equal(a.Value.ToArray(), b.Value.ToArray());
        using var weights = WeightFolder.Open(_folder.Path, family);
        using var classifier = new SequenceClassifier(model.Config, 2, HeadPooling.Mean);
        Assert.Equal(["classifier.weight", "classifier.bias"], classifier.LoadWeights(weights, HeadWeights.WhereGiven, 1));
    }

    [Theory]
    [InlineData("bert", "cls.predictions.decoder.bias")]
    [InlineData("roberta", "lm_head.decoder.bias")]
    public void Old_names_of_a_head_are_known(string modelType, string bias)
    {
        var family = EncoderFamily.Find(modelType)!;
        using var model = Fresh(family);
        var names = family.PretrainingHead;
        Write(model, (name, value) => name == names.Bias ? (bias, value)
            : name == names.Norm + ".weight" ? (names.Norm + ".gamma", value)
            : name == names.Norm + ".bias" ? (names.Norm + ".beta", value) : (name, value));
        using var again = MaskedLanguageModelFiles.Load(_folder.Path, seed: 99);
        Assert.False(again.HasFreshHead);
        Assert.Equal(model.NamedParameters.SelectMany(p => p.Value.ToArray()), again.NamedParameters.SelectMany(p => p.Value.ToArray()));
    }

    [Fact]
    public void An_ELECTRA_without_a_generators_head_is_refused()
    {
        using var model = Fresh(EncoderFamily.Electra);
        Write(model, (name, value) => name.StartsWith("generator_", StringComparison.Ordinal)
            ? ("discriminator_predictions" + name[name.IndexOf('.', StringComparison.Ordinal)..], value)
            : (name, value));
        var problem = Assert.Throws<DiagnosticException>(() => MaskedLanguageModelFiles.Load(_folder.Path, seed: 1).Dispose());
        Assert.Equal("EXP4060", Assert.Single(problem.Diagnostics).Code);
    }

    [Theory]
    [InlineData("xlm-roberta")]
    [InlineData("electra")]
    [InlineData("mpnet")]
    public void Some_heads_have_GELU_whatever_the_encoder_has(string modelType)
    {
        using var scope = NewDisposeScope();
        var config = Shapes.Tiny(EncoderFamily.Find(modelType)!) with { Activation = Activation.Relu };
        using var model = new MaskedLanguageModel(config);
        model.Initialize(3);
        model.eval();
        // A linear layer of zeros with a bias of −1: ReLU makes all of it 0, and GELU a number that the norm's bias alone does not give.
        float[] Values(string name, int count) => [.. Enumerable.Range(0, count).Select(i => name.EndsWith("bias", StringComparison.Ordinal)
            ? -0.1f * i : 0f)];
        foreach (var (name, value) in model.NamedParameters.Where(p => p.Name.StartsWith(config.Family.PretrainingHead.Transform)))
            value.Assign(Values(name, (int)value.numel()));
        var ids = tensor(new long[] { 2, 3, 4 }).unsqueeze(0);
        var logits = model.Forward(ids, ones_like(ids), tensor(new long[] { 1 }));
        Assert.True(logits.abs().max().item<float>() > 1e-4f);
    }

    [Fact]
    public void A_head_that_is_not_whole_is_fresh_as_a_whole()
    {
        using var model = Fresh(EncoderFamily.Bert);
        Write(model, (name, value) => name == "cls.predictions.bias" ? null : (name, value));
        using var again = MaskedLanguageModelFiles.Load(_folder.Path, seed: 99);
        Assert.True(again.HasFreshHead);
        using var expected = Fresh(EncoderFamily.Bert, seed: 99);
        foreach (var (name, value) in again.NamedParameters)
        {
            Assert.Equal(
                (name.StartsWith("cls.", StringComparison.Ordinal) ? expected : model).NamedParameters.Single(p => p.Name == name)
                    .Value.ToArray(), value.ToArray());
        }
    }

    [Fact]
    public void EXP4103_a_head_of_another_shape()
    {
        using var model = Fresh(EncoderFamily.Bert);
        Write(model, (name, value) => name == "cls.predictions.bias" ? (name, new WeightArray([3], [1, 2, 3])) : (name, value));
        var problem = Problem.Of(() => MaskedLanguageModelFiles.Load(_folder.Path, seed: 1));
        Assert.Equal("EXP4103", problem.Code);
        Assert.Contains("cls.predictions.bias ((3) instead of (23))", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Logits_are_the_word_tables_products_with_the_transformed_states()
    {
        using var scope = NewDisposeScope();
        using var model = Fresh(EncoderFamily.Bert);
        using var encoder = new SequenceClassifier(model.Config, 1, HeadPooling.Mean);
        model.eval();
        encoder.eval();
        using var noGradients = no_grad();
        foreach (var parameter in model.NamedParameters.Where(p => p.Name.EndsWith("bias", StringComparison.Ordinal)))
            parameter.Value.fill_(0.05f);
        var values = model.NamedParameters.ToDictionary(p => p.Name, p => (Tensor)p.Value, StringComparer.Ordinal);
        encoder.LoadWeights(
            new WeightDictionary(values.ToDictionary(v => v.Key, v => new WeightArray(v.Value.shape, v.Value.ToArray()))),
            HeadWeights.WhereGiven, 1);
        var ids = tensor(new long[] { 2, 7, 4, 9, 3 }, [1, 5]);
        var state = encoder.HiddenStates(ids, ones_like(ids))[^1][0, 2];
        var transformed = nn.functional.gelu(values["cls.predictions.transform.dense.weight"].matmul(state) + 0.05f);
        var centred = transformed - transformed.mean();
        var normed = centred / (centred.square().mean() + model.Config.LayerNormEpsilon).sqrt() + 0.05f;
        var expected = values["bert.embeddings.word_embeddings.weight"].matmul(normed) + 0.05f;
        var logits = model.Forward(ids, ones_like(ids), tensor(new long[] { 2 }));
        Assert.Equal([1, 23], logits.shape);
        Assert.All(expected.ToArray().Zip(logits[0].ToArray()), p => Assert.Equal(p.First, p.Second, 1e-5));
    }

    private void Write(MaskedLanguageModel model, Func<string, WeightArray, (string Name, WeightArray Value)?> change)
    {
        MaskedLanguageModelFiles.Write(model, _folder.Path, []);
        SafetensorsWriter.Write(_folder.File(WeightFolder.FileName), model.NamedParameters
            .Select(p => change(p.Name, new WeightArray(p.Value.shape, p.Value.ToArray()))).OfType<(string Name, WeightArray Value)>()
            .Select(t => NamedTensor.FromSingle(t.Name, t.Value.Shape, t.Value.Data)));
    }

    private static MaskedLanguageModel Fresh(EncoderFamily family, long seed = 5)
    {
        var model = new MaskedLanguageModel(Shapes.Tiny(family));
        model.Initialize(seed);
        return model;
    }
}
