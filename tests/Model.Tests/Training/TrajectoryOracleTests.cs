using Emotune.Files;
using Emotune.Model.Lora;
using Emotune.Model.Losses;
using Emotune.Model.Network;
using Emotune.Model.Optimization;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Training;

/// <summary>Whole trainings, step by step, against torch's AdamW under Transformers' and PEFT's models.</summary>
[Collection(LibtorchSettings.Name)]
public sealed class TrajectoryOracleTests(ITestOutputHelper output)
{
    private const double ScalarTolerance = 5e-6, FinalTolerance = 5e-5, KeyBiasTolerance = 1e-3;
    private const double Decay = 0.1, MaximumNorm = 0.1, LoraPlusRatio = 16;

    [OracleFact]
    public void Full_fine_tuning_takes_the_same_steps() =>
        Check("trajectory-full.safetensors", OracleCases.Models, (file, folder, packed) =>
    {
        using var network = TrainedNetworks.Load(folder);
        using var trained = TrainedClassifier.Full(network);
        Follow(file, network, trained, packed, ParameterGroups.Create(trained.Parameters, Decay));
    });

    [OracleFact]
    public void An_adapter_takes_the_same_steps() => Check("trajectory.safetensors", OracleCases.Adapters, (file, folder, packed) =>
    {
        var adapter = LoadAdapter(folder);
        using var network = adapter.Network;
        using var trained = TrainedClassifier.Lora(adapter);
        Follow(file, network, trained, packed, ParameterGroups.Create(trained.Parameters, Decay));
    });

    [OracleFact]
    public void An_adapter_with_LoraPlus_takes_the_same_steps() =>
        Check("trajectory-loraplus.safetensors", OracleCases.Adapters, (file, folder, packed) =>
    {
        var adapter = LoadAdapter(folder);
        using var network = adapter.Network;
        using var trained = TrainedClassifier.Lora(adapter);
        Follow(file, network, trained, packed, ParameterGroups.Create(trained.Parameters, weightDecay: 0, loraPlusRatio: LoraPlusRatio));
    });

    private void Check(string name, Func<string, IReadOnlyList<string>> cases, Action<SafetensorsFile, string, int?> check)
    {
        var files = cases(name);
        foreach (var path in files)
        {
            var folder = Path.GetDirectoryName(path)!;
            using var scope = NewDisposeScope();
            using var file = SafetensorsFile.Open(path);
            check(file, folder, null);
            // The same by the packed encoder, on more threads than there may be comments.
            check(file, folder, 3);
        }
        output.WriteCounts(name, files);
        Assert.NotEmpty(files);
    }

    private static void Follow(
        SafetensorsFile file, SequenceClassifier network, TrainedClassifier trained, int? packed, IReadOnlyList<ParameterGroup> groups)
    {
        var (losses, norms, rates) = (file.ReadDouble("loss"), file.ReadDouble("grad_norm"), file.ReadDouble("learning_rate"));
        var groupCount = rates.Length / losses.Length;
        var warmup = Enumerable.Range(0, losses.Length).MaxBy(i => rates[i * groupCount]);
        var schedule = new LearningRateSchedule(ScheduleKind.Linear, rates[warmup * groupCount], warmup, losses.Length);
        trained.SetTraining(true); // without a source of masks: no dropout
        if (packed is { } threads)
        {
            trained.BeginTraining(threads);
            Assert.Equal(network.Encoder.SlowerForm is null, trained.IsPacked);
        }
        var step = new TrainingStep(trained, new AdamW(groups, threads: 2), schedule, MaximumNorm, threads: 2);
        var batches = file.Tensors.Keys.Count(
            n => n.StartsWith("batch.", StringComparison.Ordinal) && n.EndsWith(".labels", StringComparison.Ordinal));
        for (var i = 0; i < losses.Length; i++)
        {
            var log = step.Run([() => Loss(file, trained, i % batches)], [1.0], epoch: 1);
            Assert.Equal(losses[i], log.Loss, ScalarTolerance);
            Assert.Equal(norms[i], log.GradientNorm, ScalarTolerance);
            AssertRates(rates.AsSpan(i * groupCount, groupCount), log.LearningRate);
        }
        CheckFinal(file, trained);
    }

    // PEFT's groups: A at the rate, adapters of embeddings (empty, at a rate of its own), B and vectors at ratio × rate.
    private static void AssertRates(ReadOnlySpan<double> expected, double rate)
    {
        Assert.Equal(expected[0], rate, 1e-12);
        if (expected.Length == 1)
            return;
        Assert.Equal(expected[2], rate * LoraPlusRatio, 1e-12);
        Assert.Equal(expected[3], rate * LoraPlusRatio, 1e-12);
    }

    private static Tensor Loss(SafetensorsFile file, TrainedClassifier trained, int batch)
    {
        Tensor Integers(string name) => tensor(file.ReadInt64($"batch.{batch}.{name}"), file.Info($"batch.{batch}.{name}").Shape);
        var labels = tensor(file.ReadSingle($"batch.{batch}.labels"), file.Info($"batch.{batch}.labels").Shape);
        return BinaryCrossEntropy.Mean(trained.Forward(Integers("input_ids"), Integers("attention_mask")), labels);
    }

    private static void CheckFinal(SafetensorsFile file, TrainedClassifier trained)
    {
        var expected = file.Tensors.Keys.Where(n => n.StartsWith("final.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, trained.Parameters.Select(p => "final." + p.Name).Order(StringComparer.Ordinal));
        foreach (var parameter in trained.Parameters)
        {
            var isKeyBias = EncoderFamily.All.Any(f => parameter.Name.EndsWith($".{f.Names.Key}.bias", StringComparison.Ordinal));
            var (values, tolerance) = (file.ReadSingle("final." + parameter.Name), isKeyBias ? KeyBiasTolerance : FinalTolerance);
            var difference = values.Zip(parameter.Tensor.ToArray()).Max(p => Math.Abs(p.First - p.Second));
            Assert.True(difference <= tolerance, FormattableString.Invariant($"{parameter.Name} is off by {difference}"));
        }
    }

    private static LoraAdapter LoadAdapter(string folder) =>
        TrainedNetworks.LoadAdapter(folder, TrainedNetworks.Load(OracleCases.Backbone(folder)));
}
