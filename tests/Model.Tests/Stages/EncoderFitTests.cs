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

/// <summary>An encoder with 23 word pieces and positions for 16 of them, and what is too much for it.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class EncoderFitTests : IDisposable
{
    private static readonly Inference Inference = new(1, NumericPrecision.Float32, 64);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_that_fits_is_trained_predicted_and_used()
    {
        Prepared(words: 5, maxLength: 16, pieces: 23);
        Train(maxLength: 16);
        Predict();
        Assert.Equal(2, Classify(maxLength: 16).Probabilities.Count);
    }

    [Fact]
    public void A_greatest_length_beyond_the_positions_is_told_before_training()
    {
        Prepared(words: 5, maxLength: 17, pieces: 23);
        var problem = Problem.Of(() => Train(maxLength: 17));
        Assert.Equal("EXP4114", problem.Code);
        Assert.Contains("data.max_length is 17, but this encoder has positions for at most 16", problem.Message, StringComparison.Ordinal);
        Train(maxLength: null);
        Assert.Equal("EXP4114", Problem.CodeOf(() => Classify(maxLength: 17)));
    }

    [Fact]
    public void A_row_beyond_the_positions_is_told_before_training_and_before_predicting()
    {
        Prepared(words: 5, maxLength: 16, pieces: 23);
        Train(maxLength: 16);
        Prepared(words: 15, maxLength: 17, pieces: 23);
        Assert.Equal("EXP4101", Problem.CodeOf(() => Train(maxLength: null)));
        Assert.Equal("EXP4101", Problem.CodeOf(Predict));
    }

    [Fact]
    public void A_tokenizer_with_more_ids_than_the_encoder_has_is_told()
    {
        Prepared(words: 5, maxLength: 16, pieces: 23);
        Train(maxLength: 16);
        Classify(maxLength: 16);
        Prepared(words: 5, maxLength: 16, pieces: 24);
        var problem = Problem.Of(() => Train(maxLength: 16));
        Assert.Equal("EXP4115", problem.Code);
        Assert.Contains("go up to 23, but the encoder's config.json has a vocab_size of 23", problem.Message, StringComparison.Ordinal);
        Assert.Equal("EXP4115", Problem.CodeOf(Predict));
        Assert.Equal("EXP4115", Problem.CodeOf(() => Classify(maxLength: 16)));
    }

    private void Prepared(int words, int maxLength, int pieces)
    {
        Backbone(pieces);
        var row = string.Join(' ', Enumerable.Repeat("a", words));
        _folder.WithText("labels.txt", "joy\nanger\n");
        var rows = _folder.WithText("rows.tsv", $"{row}\t0\t1\n{row} a\t1\t2\n");
        var source = new DatasetSource
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = rows,
            Validation = rows,
            Test = rows,
            Labels = _folder.File("labels.txt"),
        };
        PrepareStage.Run(
            new PrepareStageRequest(source, [CleaningStep.Whitespace], _folder.File("backbone"), maxLength, _folder.File("data")));
    }

    private void Backbone(int pieces)
    {
        var path = Directory.CreateDirectory(_folder.File("backbone")).FullName;
        string[] vocabulary = [
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", .. Enumerable.Range(6, pieces - 6).Select(i => $"word{i}")];
        File.WriteAllText(Path.Combine(path, "vocab.txt"), string.Join('\n', vocabulary) + "\n");
        using var network = new SequenceClassifier(Shapes.Tiny(EncoderFamily.DistilBert), 2, HeadPooling.Mean);
        network.InitializeAll(7);
        using var stored = new StoredClassifier(network, null, HuggingFaceConfig.Create(network.Config), ["joy", "anger"]);
        stored.Write(path);
    }

    private void Train(int? maxLength)
    {
        var output = Directory.CreateDirectory(_folder.File("trained")).FullName;
        var start = new ModelStart(_folder.File("backbone"), "backbone", null, HeadPooling.Mean, null, null);
        TrainStage.Run(
            new TrainRequest(
                start, new TrainingOptions { Epochs = 1, BatchSize = 2, Threads = 1 }, _folder.File("data"), _folder.File("checkpoints"),
                TimeSpan.Zero, output)
            {
                MaxLength = maxLength,
            },
            StageLog.To(_ => { }), default);
    }

    private void Predict()
    {
        var output = Directory.CreateDirectory(_folder.File("predicted")).FullName;
        PredictStage.Run(new PredictRequest(Model, Inference, _folder.File("data"), output), _ => { }, default);
    }

    // The tokenizer beside the trained model is a copy of the backbone's.
    private Classification Classify(int maxLength)
    {
        File.Copy(_folder.File("backbone/vocab.txt"), _folder.File("trained/vocab.txt"), overwrite: true);
        var options = new ClassifierOptions { MaxLength = maxLength, Clean = [CleaningStep.Whitespace], Threads = 1 };
        using var classifier = TextClassifier.LoadModel(_folder.File("trained"), options);
        return classifier.Classify("a a");
    }

    private ModelSource Model => new(_folder.File("trained"), _folder.File("backbone"));
}
