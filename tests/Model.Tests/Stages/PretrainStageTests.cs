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

/// <summary>A small BERT, pooler included, pretrained further on forty comments.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class PretrainStageTests : IDisposable
{
    private static readonly string[] OutputFiles =
        ["config.json", "model.safetensors", "tokenizer_config.json", "training_log.csv", "vocab.txt"];

    private static readonly string[] Labels = ["joy", "anger"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public PretrainStageTests()
    {
        var path = Directory.CreateDirectory(_folder.File("backbone")).FullName;
        File.WriteAllText(
            Path.Combine(path, "vocab.txt"),
            string.Join('\n', ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", .. "abcdefghijklmnopqr".Select(c => c.ToString())])
                + "\n");
        using (var network = new SequenceClassifier(Shapes.Tiny(EncoderFamily.Bert), 2, HeadPooling.FirstToken))
        {
            network.InitializeAll(7);
            using var stored = new StoredClassifier(network, null, HuggingFaceConfig.Create(network.Config), Labels);
            stored.Write(path);
        }
        _folder.WithText("labels.txt", "joy\nanger\n");
        var rows = _folder.WithText("rows.tsv", string.Concat(Enumerable.Range(0, 40).Select(i => $"{Words(i)}\t{i % 2}\t{i}\n")));
        var source = new DatasetSource
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = rows,
            Validation = rows,
            Test = rows,
            Labels = _folder.File("labels.txt")
        };
        PrepareStage.Run(new PrepareStageRequest(source, [CleaningStep.Whitespace], path, 16, _folder.File("data")));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Its_folder_is_a_backbone_with_the_pooler_of_the_one_before()
    {
        Assert.True(Pretrain("out") > 0);
        Assert.Equal(OutputFiles, Directory.EnumerateFiles(_folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("the encoder's weights under a fresh head", _said);
        using var before = WeightFolder.Open(_folder.File("backbone"), EncoderFamily.Bert);
        using var after = WeightFolder.Open(_folder.File("out"), EncoderFamily.Bert);
        Assert.Equal(before.Names.Where(n => !n.StartsWith("classifier", StringComparison.Ordinal)), after.Names);
        Assert.Equal(before.Read("bert.pooler.dense.weight"), after.Read("bert.pooler.dense.weight"));
        Assert.NotEqual(before.Read("bert.encoder.layer.0.output.dense.weight"), after.Read("bert.encoder.layer.0.output.dense.weight"));
        var lora = new Emotune.Model.Lora.LoraConfig { Rank = 2, TargetModules = new(["query"]) };
        using var classifier = ClassifierFiles.Start(_folder.File("out"), Labels, HeadPooling.FirstToken, lora, seed: 1);
        Assert.Equal(
            before.Read("bert.pooler.dense.weight"),
            classifier.Network.NamedParameters.Single(p => p.Name == "bert.pooler.dense.weight").Value.ToArray());
        Assert.Equal(2 * 10, TrainingLogs.ReadSteps(_folder.File("out/training_log.csv")).Count);
    }

    [Fact]
    public void A_pretrained_folder_is_gone_on_with_and_its_loss_falls()
    {
        Pretrain("out", epochs: 20);
        Pretrain("further", from: "out");
        Assert.Contains("the encoder's weights and its own head", _said);
        var (first, further) = (Losses("out"), Losses("further"));
        Assert.True(further.Take(5).Average() < first.Take(5).Average() - 0.1, $"{first[0]} {further[0]}");
    }

    [Fact]
    public void An_adapter_beside_the_model_is_not_passed_over()
    {
        new PeftBuilder(null, "query").EachLayer("bert.encoder.layer.{0}.attention.self.query").Write(_folder.File("backbone"));
        Assert.Equal("EXP4125", Problem.CodeOf(() => Pretrain("out")));
    }

    [Fact]
    public void From_scratch_reads_no_weights()
    {
        File.Delete(_folder.File("backbone/model.safetensors"));
        Assert.Equal("EXP4040", Problem.CodeOf(() => Pretrain("out")));
        Pretrain("out", fromScratch: true);
        Assert.Contains("from scratch", _said);
        using var weights = WeightFolder.Open(_folder.File("out"), EncoderFamily.Bert);
        Assert.DoesNotContain("bert.pooler.dense.weight", weights.Names);
    }

    [Fact]
    public void A_killed_pretraining_goes_on_and_ends_with_the_same_bytes()
    {
        Pretrain("whole");
        // A checkpoint after each step but the last: killed just before the end.
        Pretrain("killed", every: TimeSpan.FromTicks(1));
        Assert.Throws<OperationCanceledException>(
            () => Pretrain("cut", every: TimeSpan.FromTicks(1), cancellation: new CancellationToken(canceled: true)));
        Pretrain("cut", every: TimeSpan.FromTicks(1));
        Assert.Contains("resumed at step 19", _said);
        foreach (var file in OutputFiles)
            Assert.Equal(File.ReadAllBytes(_folder.File("whole/" + file)), File.ReadAllBytes(_folder.File("cut/" + file)));
    }

    [Fact]
    public void What_the_encoder_lacks_is_told_before_any_work()
    {
        File.AppendAllText(_folder.File("backbone/vocab.txt"), "s\n");
        Assert.Equal("EXP4115", Problem.CodeOf(() => Pretrain("out")));
        File.WriteAllText(_folder.File("backbone/vocab.txt"), File.ReadAllText(_folder.File("backbone/vocab.txt"))[..^2]);
        Assert.Equal("EXP4114", Problem.CodeOf(() => Pretrain("out", maxLength: 17)));
    }

    private double Pretrain(
        string output, string from = "backbone", bool fromScratch = false, int epochs = 2, int maxLength = 16, TimeSpan every = default,
        CancellationToken cancellation = default)
    {
        var options = new TrainingOptions { Epochs = epochs, BatchSize = 4, LearningRate = 1e-2, Threads = 1, Seed = 3 };
        var request = new PretrainRequest(
            _folder.File(from), fromScratch, 0.3, options, maxLength, _folder.File("data"), _folder.File("checkpoints"), every,
            Directory.CreateDirectory(_folder.File(output)).FullName);
        return PretrainStage.Run(request, StageLog.To(_said.Add), cancellation);
    }

    private double[] Losses(string output) => [.. TrainingLogs.ReadSteps(_folder.File(output + "/training_log.csv")).Select(s => s.Loss)];

    // Each letter follows from the one before it.
    private static string Words(int row) => string.Join(' ', Enumerable.Range(0, 4 + row % 5).Select(t => (char)('a' + (row + t) % 18)));
}
