using System.Diagnostics;
using System.Text.RegularExpressions;
using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>What the command that mends a verdict sets is read as it is meant.</summary>
public sealed class MendCommandTests : SpecTests
{
    private static readonly Setting Seeds = Setting.Several(["42", "43"], "seeds");
    private static readonly Setting Rates = Setting.Several(["1.0e-4", "2.0e-4"], "matrix", "full", "over", "learning_rate");

    [Fact]
    public void One_setting_is_a_Set()
    {
        var command = MendCommand.Of("build", "made-up", [Rates])!;
        Assert.Equal("build -p:Set=matrix.full.over.learning_rate=1.0e-4+2.0e-4", command);
        var spec = Fixture.Spec(SpecFixture.Valid, command[(command.IndexOf("Set=", StringComparison.Ordinal) + 4)..]);
        Assert.Equal([1e-4, 2e-4], spec.Runs.Where(r => r.WrittenAs == "full").Select(r => r.LearningRate));
    }

    [Fact]
    public void Several_are_lines_of_a_file()
    {
        var command = MendCommand.Of(
            "build", "made-up",
            [
                Seeds, Rates, Setting.One("loss", "comparison", "search"), Setting.OfRun("full", "training.epochs", "8"),
                Setting.OfRun("full", "training.early_stopping.patience", "3"), Setting.OfRun("lora", "training.epochs", "6"),
            ])!;
        Assert.EndsWith(" > emotune-mend-made-up.yaml) && build -p:Overrides=emotune-mend-made-up.yaml", command, StringComparison.Ordinal);
        var lines = Regex.Matches(command, "'([^']*)'").Select(m => m.Groups[1].Value).Skip(1);
        var file = Path.Combine(Fixture.Folder, MendCommand.FileOf("made-up"));
        File.WriteAllLines(file, lines);
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid);
        var (spec, problems) = ExperimentSpecReader.Read(Fixture.FilePath, [], file);
        Assert.Empty(problems);
        Assert.Equal([42, 43], spec!.Seeds);
        Assert.Equal(ValidationMetric.Loss, spec.Comparison.Search);
        Assert.Equal([1e-4, 2e-4, 1e-3], spec.Runs.Select(r => r.LearningRate));
        Assert.Equal([(8, 3), (8, 3), (6, 2)], spec.Runs.Select(r => (r.Training.Epochs, r.Training.EarlyStopping!.Patience)));
    }

    [Fact]
    public void A_file_of_the_users_is_not_overwritten()
    {
        var command = MendCommand.Of("echo", "made-up", [Seeds, Rates])!;
        Assert.Equal((0, "-p:Overrides=emotune-mend-made-up.yaml\n"), Shell(command));
        var file = Path.Combine(Fixture.Folder, MendCommand.FileOf("made-up"));
        File.WriteAllText(file, "# mine");
        Assert.NotEqual(0, Shell(command).ExitCode);
        Assert.Equal("# mine", File.ReadAllText(file));
    }

    private (int ExitCode, string Output) Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command])
        {
            WorkingDirectory = Fixture.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return (shell.ExitCode, output);
    }
}
