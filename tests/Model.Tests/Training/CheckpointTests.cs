using System.Security.Cryptography;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Metrics;
using Emotune.Model.Optimization;
using Emotune.Model.Prediction;
using Emotune.Model.Training;

namespace Emotune.Model.Tests.Training;

[Collection(LibtorchSettings.Name)]
public sealed class CheckpointTests : IDisposable
{
    private static readonly TrainingOptions Options =
        TrainerTests.Options with { EarlyStopping = new(ValidationMetric.Loss, 3), LearningRate = 0.3 };
    private static readonly EncodedRows Training = TinyNetwork.Rows(101), Validation = TinyNetwork.Rows(40, 500);

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-").FullName;
    private readonly List<Diagnostic> _warnings = [];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(33)]
    [InlineData(54)]
    public void A_resumed_run_ends_with_the_same_bits(int cancelledAtPass)
    {
        var (whole, expected) = Run(null);
        Interrupt(cancelledAtPass, everySteps: 2);
        var (resumed, result) = Run(Policy(2));
        Assert.Equal(whole, resumed);
        Assert.Equal(expected.Steps, result.Steps);
        Assert.Equal(expected.Epochs, result.Epochs);
        Assert.Equal((expected.BestEpoch, expected.StoppedEarly), (result.BestEpoch, result.StoppedEarly));
        Assert.Empty(_warnings);
        if (cancelledAtPass > 3)
            Assert.True(result.ResumedAtStep > 0);
    }

    [Fact]
    public void A_resumed_run_goes_on_with_the_moving_average_of_the_loss()
    {
        double LastLoss(CheckpointPolicy? policy)
        {
            var reports = new Reports<TrainingProgress>();
            new Trainer(new TinyNetwork(), Options, 0).Train(Training, Validation, Hooks(policy) with { Progress = reports });
            return reports.Items[^1].Loss;
        }

        var whole = LastLoss(null);
        Interrupt(20, everySteps: 2);
        Assert.Equal(whole, LastLoss(Policy(2)));
    }

    [Fact]
    public void An_interrupted_run_goes_on_from_the_step_that_it_was_in()
    {
        var (whole, _) = Run(null);
        Interrupt(9, everySteps: 1000);
        var (resumed, result) = Run(Policy(1000));
        Assert.Equal(9, result.ResumedAtStep);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void A_run_interrupted_again_and_again_ends_with_the_same_bits()
    {
        var (whole, _) = Run(null);
        for (var i = 0; i < 5; i++)
            Interrupt(7, everySteps: 3);
        var (resumed, result) = Run(Policy(3));
        Assert.Equal(whole, resumed);
        Assert.True(result.ResumedAtStep > 20);
    }

    [Fact]
    public void A_finished_run_is_not_trained_again()
    {
        var (whole, expected) = Run(Policy(5));
        var network = new TinyNetwork();
        var result = new Trainer(network, Options, 0).Train(Training, Validation, Hooks(Policy(5)));
        Assert.Equal(0, network.Passes);
        Assert.Equal(whole, network.Weights());
        Assert.Equal(expected.Epochs, result.Epochs);
    }

    [Theory]
    [InlineData("other options", "it is of a run with other options, data or weights")]
    [InlineData("torn", "is missing or damaged")]
    [InlineData("bit", "is missing or damaged")]
    [InlineData("gone", "is missing or damaged")]
    [InlineData("index", "checkpoint.json")]
    [InlineData("empty index", "")]
    public void EXP4206_a_checkpoint_that_does_not_fit_is_ignored_with_a_warning(string damage, string reason)
    {
        var (whole, _) = Run(null);
        Interrupt(20, everySteps: 2);
        Damage(damage);
        var (weights, result) = Run(damage == "other options" ? Policy(2) with { Fingerprint = "b" } : Policy(2));
        Assert.Equal(whole, weights);
        Assert.Equal(0, result.ResumedAtStep);
        var warning = Assert.Single(_warnings);
        Assert.Equal("EXP4206", warning.Code);
        Assert.Contains(reason, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EXP4206_a_checkpoint_of_other_parameters_is_ignored()
    {
        Interrupt(20, everySteps: 2);
        var store = new CheckpointStore(_folder, "a");
        using var two = State([.. new TinyNetwork().Parameters.Take(2)]);
        Assert.False(store.Load(two, out var fewer));
        Assert.Contains("12 arrays and the run has 8", fewer!.Message, StringComparison.Ordinal);
        var renamed = new TinyNetwork().Parameters.Select(p => p with { Name = "x" + p.Name }).ToArray();
        using var others = State(renamed);
        Assert.False(store.Load(others, out var other));
        Assert.Contains("does not have 'weight.xwords.weight'", other!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no step")]
    [InlineData("two steps")]
    [InlineData("a step beyond a number")]
    [InlineData("a negative step")]
    [InlineData("a narrow table")]
    [InlineData("an epoch of a half")]
    public void EXP4206_a_checkpoint_with_logs_that_are_none_leaves_the_run_as_it_was(string damage)
    {
        Interrupt(20, everySteps: 2);
        Rewrite(tensors => damage switch
        {
            "no step" => With(tensors, NamedTensor.FromInt64("step", [0], [])),
            "two steps" => With(tensors, NamedTensor.FromInt64("step", [2], [1, 2])),
            "a step beyond a number" => With(tensors, NamedTensor.FromInt64("step", [1], [1L << 40])),
            "a negative step" => With(tensors, NamedTensor.FromInt64("step", [1], [-1])),
            "a narrow table" => With(tensors, NamedTensor.FromDouble("step_logs", [1, 3], [1, 0, 0.5])),
            _ => With(tensors, NamedTensor.FromDouble("epoch_logs", [1, 7], [0.5, 1, 0, 0, 0, 0, 1])),
        });
        var network = new TinyNetwork();
        using var state = State(network.Parameters);
        var before = network.Weights();

        Assert.False(new CheckpointStore(_folder, "a").Load(state, out var ignored));

        Assert.Equal("EXP4206", ignored!.Code);
        Assert.Equal((0, 0, 0), (state.Step, state.StepLogs.Count, state.EpochLogs.Count));
        Assert.Equal(before, network.Weights());
    }

    [Fact]
    public void One_checkpoint_is_kept()
    {
        Interrupt(30, everySteps: 1);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    private static TrainingState State(IReadOnlyList<TrainedParameter> parameters) =>
        new(parameters, new AdamW([new ParameterGroup("all", 1, 0, parameters)]), null);

    private CheckpointPolicy Policy(int everySteps) => new(_folder, TimeSpan.FromHours(1), "a", everySteps);

    private TrainingHooks Hooks(CheckpointPolicy? policy) => new() { Checkpoints = policy, Warn = _warnings.Add };

    private (float[] Weights, TrainingResult Result) Run(CheckpointPolicy? policy)
    {
        var network = new TinyNetwork();
        var result = new Trainer(network, Options, 0).Train(Training, Validation, Hooks(policy));
        return (network.Weights(), result);
    }

    private void Interrupt(int pass, int everySteps)
    {
        using var source = new CancellationTokenSource();
        var network = new TinyNetwork { OnPass = n => { if (n == pass) source.Cancel(); } };
        Assert.Throws<OperationCanceledException>(
            () => new Trainer(network, Options, 0).Train(Training, Validation, Hooks(Policy(everySteps)), source.Token));
    }

    private static NamedTensor[] With(IEnumerable<NamedTensor> tensors, NamedTensor changed) =>
        [.. tensors.Where(t => t.Name != changed.Name), changed];

    /// <summary>Writes other tensors, with the digest that they have.</summary>
    private void Rewrite(Func<IReadOnlyList<NamedTensor>, NamedTensor[]> change)
    {
        var path = Directory.GetFiles(_folder, "*.safetensors").Single();
        List<NamedTensor> tensors;
        using (var file = SafetensorsFile.Open(path))
        {
            tensors = [.. file.Tensors.Values.Select(t => new NamedTensor(t.Name, t.Type, t.Shape, file.Bytes(t.Name).ToArray()))];
        }

        var before = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        SafetensorsWriter.Write(path, change(tensors));
        var index = Path.Combine(_folder, "checkpoint.json");
        var after = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(index, File.ReadAllText(index).Replace(before, after, StringComparison.Ordinal));
    }

    private void Damage(string kind)
    {
        var tensors = Directory.GetFiles(_folder, "*.safetensors").Single();
        var index = Path.Combine(_folder, "checkpoint.json");
        switch (kind)
        {
            case "torn":
                using (var file = File.OpenWrite(tensors))
                    file.SetLength(file.Length / 2);
                break;
            case "bit":
                using (var file = File.OpenWrite(tensors))
                {
                    file.Position = file.Length - 100;
                    file.WriteByte(77);
                }
                break;
            case "gone":
                File.Delete(tensors);
                break;
            case "index":
                File.WriteAllText(index, "{}");
                break;
            case "empty index":
                File.WriteAllText(index, "");
                break;
        }
    }
}
