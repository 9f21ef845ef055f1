using Emotune.Model.Training;
using Emotune.Pipeline.Reporting.TensorBoard;

namespace Emotune.Pipeline.Tests.Reporting.TensorBoard;

public sealed class TrainingEventsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The check value that catalogues of checksums give, and those of RFC 3720, B.4.</summary>
    [Fact]
    public void Checksums_are_those_of_the_standard()
    {
        Assert.Equal(0xE3069283, MaskedChecksum.Plain("123456789"u8));
        Assert.Equal(0x8A9136AAu, MaskedChecksum.Plain(new byte[32]));
        Assert.Equal(0x46DD794Eu, MaskedChecksum.Plain([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
        Assert.Equal(0xE3069283, EventReader.Checksum("123456789"u8));
    }

    [Fact]
    public void The_first_record_is_the_one_that_every_such_file_begins_with()
    {
        var file = TrainingEvents.Of(MadeUp.Run("lora", FineTuningMethod.Lora, 3) with { Steps = [], Epochs = [] });
        Assert.Equal("1800000000000000", Convert.ToHexString(file.AsSpan(0, 8)));
        Assert.Equal(
            "090000000000000000" + "1A0D" + Convert.ToHexString("brain.Event:2"u8), Convert.ToHexString(file.AsSpan(12, 24)));
        Assert.Equal(40, file.Length);
        var only = Assert.Single(EventReader.Read(file));
        Assert.Equal((0.0, 0L, "brain.Event:2"), (only.WallTime, only.Step, only.Version));
    }

    [Fact]
    public void Each_step_and_each_validation_has_its_figures()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 3);
        var events = EventReader.Read(TrainingEvents.Of(run)).Skip(1).ToArray();

        Assert.Equal(run.Steps.Count + run.Epochs.Count, events.Length);
        Assert.All(events, e => Assert.Equal(e.Step, e.WallTime));
        Assert.Equal(events.Select(e => e.Step).Order(), events.Select(e => e.Step));
        foreach (var step in run.Steps)
        {
            Assert.Equal(
                [("train/loss", (float)step.Loss), ("train/learning_rate", (float)step.LearningRate),
                    ("train/gradient_norm", (float)step.GradientNorm)],
                events.First(e => e.Step == step.Step).Scalars);
        }

        foreach (var epoch in run.Epochs)
        {
            Assert.Equal(
                [("validation/loss", (float)epoch.ValidationLoss), ("validation/micro_f1", (float)epoch.MicroF1),
                    ("validation/macro_f1", (float)epoch.MacroF1),
                    ("validation/macro_average_precision", (float)epoch.MacroAveragePrecision), ("validation/epoch", epoch.Epoch)],
                events.Last(e => e.Step == epoch.Step).Scalars);
        }
    }

    /// <summary>TorchSharp has TensorFlow's own definitions of the messages.</summary>
    [Fact]
    public void The_messages_are_those_of_TensorFlow_s_definitions()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 3);
        var events = EventReader.Records(TrainingEvents.Of(run)).Select(Tensorboard.Event.Parser.ParseFrom).ToArray();

        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal((1L, 1.0), (events[1].Step, events[1].WallTime));
        Assert.Equal(
            [("train/loss", (float)run.Steps[0].Loss), ("train/learning_rate", (float)run.Steps[0].LearningRate),
                ("train/gradient_norm", (float)run.Steps[0].GradientNorm)],
            events[1].Summary.Value.Select(v => (v.Tag, v.SimpleValue)));
    }

    [Fact]
    public void Steps_are_read_back_whatever_their_length_in_bytes()
    {
        int[] steps = [1, 127, 128, 16_384, 2_000_000_000];
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1) with
        {
            Steps = [.. steps.Select(s => new StepLog(s, 1, 0.5, 1e-4, 1))],
            Epochs = [],
        };
        Assert.Equal(steps, EventReader.Read(TrainingEvents.Of(run)).Skip(1).Select(e => (int)e.Step));
    }

    [Fact]
    public void A_figure_that_is_not_defined_has_no_point()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 1) with
        {
            Steps = [new(1, 1, 0.5, 1e-4, double.NaN), new(2, 1, double.NaN, double.NaN, double.PositiveInfinity)],
            Epochs = [],
        };
        var only = Assert.Single(EventReader.Read(TrainingEvents.Of(run)).Skip(1));
        Assert.Equal(["train/loss", "train/learning_rate"], only.Scalars.Select(s => s.Tag));
    }

    [Fact]
    public void The_report_has_a_folder_for_each_run_and_seed_that_has_results()
    {
        var run = MadeUp.Run("lora", FineTuningMethod.Lora, 3);
        _folder.WriteAll(MadeUp.Input(3, run, MadeUp.Failed("full", FineTuningMethod.Full, "no memory")));
        var root = Path.Combine(_folder.Report, "tensorboard");
        var file = Assert.Single(Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories));
        Assert.Equal("lora-42/events.out.tfevents.0", Path.GetRelativePath(root, file));
        Assert.Equal(TrainingEvents.Of(run), File.ReadAllBytes(file));
    }
}
