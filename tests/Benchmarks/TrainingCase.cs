using Emotune.Model.Data;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Model.Training;

namespace Emotune.Benchmarks;

/// <summary>Training over the real stream of comments: batch 32, dropout 0.1. A short training before it is the warm-up.</summary>
internal static class TrainingCase
{
    private const int Batch = 32;

    public static Measurement Run(BenchmarkSettings settings, Shape shape, Method method, NumericPrecision precision)
    {
        var rows = Comments.Read(settings, Split.Train, settings.Steps * Batch);
        var (network, adapter) = Networks.Create(settings, shape, method, rows.LabelCount);
        using var trained = adapter is null ? TrainedClassifier.Full(network) : TrainedClassifier.Lora(adapter);
        var options = new TrainingOptions
        {
            Epochs = 1,
            BatchSize = Batch,
            LearningRate = 1e-4,
            Precision = precision,
            Threads = BenchmarkSettings.Threads,
            EarlyStopping = null,
        };
        var trainer = new Trainer(trained, options, network.Config.PadTokenId);
        var none = new EncodedRows([], [], rows.LabelCount);
        _ = trainer.Train(Comments.First(rows, rows.Count / 5), none);
        var speed = trainer.Train(rows, none).SamplesPerSecond;
        var limit = StepProducts.Limit(network.Config, Batch, (int)(Batch * rows.Lengths.Average()), adapter is null, precision);
        network.Dispose();
        return new Measurement(rows.Count / speed, rows.Count) { WordPiecesPerSample = rows.Lengths.Average(), Limit = limit };
    }
}
