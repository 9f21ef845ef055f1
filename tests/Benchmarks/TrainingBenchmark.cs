using System.Diagnostics;
using Emotune.Model.Artifacts;
using Emotune.Model.Data;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tokenization;
using Emotune.Model.Training;

namespace Emotune.Benchmarks;

/// <summary>Training over the real GoEmotions stream: batch 32, dropout 0.1, the first steps left out.</summary>
internal static class TrainingBenchmark
{
    private const int Batch = 32;

    public static double SamplesPerSecond(string backbone, string data, bool lora, TrainingPrecision precision, int steps)
    {
        var source = new DatasetSource
        {
            Format = DatasetFormat.TsvLabelIds,
            Train = $"{data}/train.tsv", Validation = $"{data}/dev.tsv", Test = $"{data}/test.tsv", Labels = $"{data}/emotions.txt",
            Limits = new(steps * Batch, null, null),
        };
        var labels = LabelSet.For(source);
        var rows = DatasetReader.Read(source, labels, Split.Train);
        var ids = TextTokenizer.Load(backbone).EncodeAll([.. rows.Select(r => r.Text)], 128);
        var multiHot = new byte[rows.Count * labels.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var label in rows[i].Labels)
                multiHot[i * labels.Count + label] = 1;
        }
        var config = lora ? new LoraConfig { Rank = 8, Alpha = 16, Dropout = 0.05, TargetModules = ModuleSelection.AllLinear } : null;
        using var classifier = ClassifierFiles.Start(backbone, labels.Names, HeadPooling.Mean, config, seed: 1);
        using var network = lora ? TrainedClassifier.Lora(classifier.Adapter!) : TrainedClassifier.Full(classifier.Network);
        var options = new TrainingOptions { Epochs = 1, BatchSize = Batch, LearningRate = 1e-4, Precision = precision, Threads = 2, EarlyStopping = null };
        var meter = new Meter();
        new Trainer(network, options, classifier.Config.Encoder.PadTokenId)
            .Train(new EncodedRows(ids, multiHot, labels.Count), new EncodedRows([], [], labels.Count), new TrainingHooks { Progress = meter });
        return meter.SamplesPerSecond;
    }

    /// <summary>Takes the time between the first report after the warm-up and the last.</summary>
    private sealed class Meter : IProgress<TrainingProgress>
    {
        private readonly Stopwatch _clock = new();
        private int _first, _last;

        public double SamplesPerSecond { get; private set; }

        public void Report(TrainingProgress value)
        {
            if (!_clock.IsRunning)
            {
                (_first, _last) = (value.Step, value.Step);
                _clock.Start();
                return;
            }
            _last = value.Step;
            SamplesPerSecond = (_last - _first) * Batch / _clock.Elapsed.TotalSeconds;
        }
    }
}
