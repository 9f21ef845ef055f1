using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Stages;
using Emotune.Model.Tests.Artifacts;
using Emotune.Model.Tests.Network;
using Emotune.Model.Tests.Training;
using Emotune.Model.Training;
using Emotune.Texts;
using TemporaryFolder = Emotune.Model.Tests.Artifacts.TemporaryFolder;

namespace Emotune.Model.Tests.Stages;

/// <summary>A small BERT with a head for two labels, as a backbone.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class TrainStageTests : IDisposable
{
    private static readonly string[] Labels = ["joy", "anger"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public TrainStageTests()
    {
        var path = Directory.CreateDirectory(_folder.File("backbone")).FullName;
        string[] pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. "abcdefgh".Select(c => c.ToString())];
        File.WriteAllText(Path.Combine(path, "vocab.txt"), string.Join('\n', pieces) + "\n");
        using (var network = new SequenceClassifier(Shapes.Tiny(EncoderFamily.Bert), 2, HeadPooling.FirstToken))
        {
            network.InitializeAll(7);
            using var stored = new StoredClassifier(network, null, HuggingFaceConfig.Create(network.Config), Labels);
            stored.Write(path);
        }

        _folder.WithText("labels.txt", "joy\nanger\n");
        _folder.WithText("rows.tsv", "a b\t0\t1\nc d\t1\t2\ne f\t0\t3\ng h\t1\t4\n");
        PrepareStage.Run(new PrepareStageRequest(Source, [CleaningStep.Whitespace], path, 16, _folder.File("data")));
    }

    private DatasetSource Source => new()
    {
        Format = DatasetFormat.TsvLabelIds,
        Train = _folder.File("rows.tsv"),
        Validation = _folder.File("rows.tsv"),
        Test = _folder.File("rows.tsv"),
        Labels = _folder.File("labels.txt"),
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_epochs_a_trained_head_is_kept_and_nothing_is_said_to_be_trained()
    {
        Train(HeadPooling.FirstToken, epochs: 0);
        Assert.Equal(["nothing is trained, because training.epochs is 0"], _said);
    }

    [Fact]
    public void Without_epochs_a_fresh_head_is_an_error_that_says_why()
    {
        var problem = Problem.Of(() => Train(HeadPooling.Mean, epochs: 0));
        Assert.Equal(("EXP4118", _folder.File("backbone")), (problem.Code, problem.At!.File));
        Assert.Contains("classifier.weight, classifier.bias. The head in 'backbone' reads the first token, and head.pooling is mean.",
            problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tokenizer_that_cannot_be_copied_is_an_error_before_anything_is_trained()
    {
        File.WriteAllText(_folder.File("backbone/tokenizer_config.json"), """{"chat_template": "\ud800"}""");
        var problem = Problem.Of(() => Train(HeadPooling.FirstToken, epochs: 1));
        Assert.Equal(("EXP4030", _folder.File("backbone/tokenizer_config.json")), (problem.Code, problem.At!.File));
        Assert.Empty(_said);
    }

    [Fact]
    public void With_epochs_what_starts_fresh_is_said()
    {
        Train(HeadPooling.Mean, epochs: 1);
        Assert.Contains("classifier.weight, classifier.bias start with random values", _said);
        Assert.Contains(_said, line => line.EndsWith("%)", StringComparison.Ordinal));
    }

    [Fact]
    public void An_adapter_by_itself_is_no_backbone()
    {
        new PeftBuilder(null, "query").EachLayer("bert.encoder.layer.{0}.attention.self.query").Write(_folder.File("adapter"));
        var request = new PrepareStageRequest(Source, [], _folder.File("adapter"), 16, _folder.File("out"));
        Assert.Equal("EXP4120", Problem.CodeOf(() => PrepareStage.Run(request)));
    }

    private void Train(HeadPooling pooling, int epochs)
    {
        var start = new ModelStart(_folder.File("backbone"), "backbone", null, pooling, null, null);
        var options = new TrainingOptions { Epochs = epochs, BatchSize = 2, LearningRate = 1e-3, Threads = 1, Seed = 3 };
        var request = new TrainRequest(
            start, options, _folder.File("data"), _folder.File("checkpoints"), TimeSpan.Zero,
            Directory.CreateDirectory(_folder.File("out")).FullName);
        TrainStage.Run(request, StageLog.To(_said.Add), CancellationToken.None);
    }
}
