using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Model.Pretraining;
using Emotune.Model.Tests.Training;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Pretraining;

[Collection(LibtorchSettings.Name)]
public sealed class PretrainerTests : IDisposable
{
    private const int Start = 2, End = 3, Mask = 4, Vocabulary = 30;

    private static readonly EncoderConfig Config = new(
        EncoderFamily.DistilBert, Vocabulary, 16, 1, 2, 32, 12, 0, 1e-12, Activation.Gelu, 0.1, 0.1, 0.2, 0, 0.02);

    private static readonly HashSet<int> Special = [0, 1, Start, End, Mask];
    private static readonly TrainingOptions Options = new() { Epochs = 6, BatchSize = 8, LearningRate = 1e-2, Threads = 1, Seed = 5 };

    // Each word follows from the one before it, so that there is something to learn.
    private static readonly int[][] Rows = [.. Enumerable.Range(0, 60).Select(i =>
        new[] { Start }.Concat(Enumerable.Range(0, 2 + i % 6).Select(t => 5 + (i + t) % 20)).Append(End).ToArray())];

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Learns_what_stands_behind_the_mask()
    {
        using var model = new MaskedLanguageModel(Config with { HiddenDropout = 0, AttentionDropout = 0 });
        model.Initialize(5);
        var result = new Pretrainer(model, Masking(0.15), Options with { Epochs = 30 }).Train(Rows);
        Assert.Empty(result.Epochs);
        // 20 words that are equally frequent: whoever only counts them has a loss of ln 20.
        Assert.InRange(result.Steps.Take(8).Average(s => s.Loss), Math.Log(20), Math.Log(Vocabulary) + 0.2);
        Assert.InRange(result.Steps.TakeLast(24).Average(s => s.Loss), 0, Math.Log(20) - 0.5);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        Assert.Equal(Pretrained("a"), Pretrained("b"));
        Assert.NotEqual(Pretrained("a"), Pretrained("c", seed: 6));
    }

    [Fact]
    public void Its_folder_loads_as_a_backbone_and_to_be_gone_on_with()
    {
        Pretrained("a");
        var folder = Path.Combine(_folder, "a");
        using var again = MaskedLanguageModelFiles.Load(folder, seed: 99);
        using var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        Assert.All(
            file.Tensors.Keys, n =>
                Assert.True(n.StartsWith("distilbert.", StringComparison.Ordinal) || n.StartsWith("vocab_", StringComparison.Ordinal)));
        Assert.Equal(
            again.NamedParameters.Select(p => p.Name).Order(StringComparer.Ordinal), file.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, parameter) in again.NamedParameters)
            Assert.Equal(file.ReadSingle(name), parameter.ToArray());
        Assert.Equal(Config, HuggingFaceConfig.Load(folder).Encoder);
        Assert.Equal("words", File.ReadAllText(Path.Combine(folder, "vocab.txt")));
        using var classifier = new SequenceClassifier(Config, 3, HeadPooling.Mean);
        using var weights = WeightFolder.Open(folder, EncoderFamily.DistilBert);
        Assert.Equal(["classifier.weight", "classifier.bias"], classifier.LoadWeights(weights, HeadWeights.WhereGiven, 1));
    }

    [Fact]
    public void An_interrupted_pretraining_ends_with_the_same_bits()
    {
        using var whole = Fresh();
        new Pretrainer(whole, Masking(0.15), Options).Train(Rows);
        var hooks = new TrainingHooks
        {
            Checkpoints = new CheckpointPolicy(
            Path.Combine(_folder, "checkpoint"), TimeSpan.FromHours(1), "a", EverySteps: 5)
        };
        using var source = new CancellationTokenSource();
        using var first = Fresh();
        var asked = 0;
        var masking = new TokenMasking(5, Mask, Vocabulary, CancellingInTheMiddle, 0.15);
        Assert.Throws<OperationCanceledException>(() => new Pretrainer(first, masking, Options).Train(Rows, hooks, source.Token));
        using var second = Fresh();
        var result = new Pretrainer(second, Masking(0.15), Options).Train(Rows, hooks);
        Assert.True(result.ResumedAtStep > 0);
        foreach (var (a, b) in whole.NamedParameters.Zip(second.NamedParameters))
            Assert.Equal(a.Value.ToArray(), b.Value.ToArray());

        bool CancellingInTheMiddle(int id)
        {
            if (++asked == 1500)
                source.Cancel();
            return Special.Contains(id);
        }
    }

    [Fact]
    public void EXP4208_nothing_to_mask()
    {
        using var model = Fresh();
        var problem = Assert.Throws<DiagnosticException>(() => new Pretrainer(model, Masking(0.15), Options).Train([[Start, End]]));
        Assert.Equal("EXP4208", problem.Diagnostics.Single().Code);
    }

    private static TokenMasking Masking(double probability) => new(5, Mask, Vocabulary, Special.Contains, probability);

    private static MaskedLanguageModel Fresh(long seed = 5)
    {
        var model = new MaskedLanguageModel(Config);
        model.Initialize(seed);
        return model;
    }

    private byte[] Pretrained(string name, long seed = 5)
    {
        using var model = Fresh(seed);
        new Pretrainer(model, Masking(0.15), Options with { Epochs = 2 }).Train(Rows);
        var vocabulary = Path.Combine(_folder, "vocab.txt");
        File.WriteAllText(vocabulary, "words");
        MaskedLanguageModelFiles.Write(model, Path.Combine(_folder, name), [vocabulary]);
        return File.ReadAllBytes(Path.Combine(_folder, name, "model.safetensors"));
    }
}
