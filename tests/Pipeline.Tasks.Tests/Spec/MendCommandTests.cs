using System.Diagnostics;
using System.Text.RegularExpressions;
using Emotune.Metrics;
using Emotune.Pipeline.Reporting.Guards;
using Emotune.Pipeline.Reporting.Shown;
using Emotune.Pipeline.Spec;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>What the command that mends a verdict sets is read as it is meant.</summary>
public sealed class MendCommandTests : SpecTests
{
    private static readonly BuildLine Build = new("build", "Report", []);
    private static readonly Setting Seeds = Setting.Several(["42", "43"], "seeds");
    private static readonly Setting Rates = Setting.Several(["1.0e-4", "2.0e-4"], "matrix", "full", "over", "learning_rate");

    [Fact]
    public void One_setting_is_a_Set()
    {
        var command = MendCommand.Of(Build, "made-up", [Rates])!;
        Assert.Equal("build -t:Report -p:Set=matrix.full.over.learning_rate=1.0e-4+2.0e-4", command);
        var spec = Fixture.Spec(SpecFixture.Valid, command[(command.IndexOf("Set=", StringComparison.Ordinal) + 4)..]);
        Assert.Equal([1e-4, 2e-4], spec.Runs.Where(r => r.WrittenAs == "full").Select(r => r.LearningRate));
    }

    [Fact]
    public void Several_are_lines_of_a_file()
    {
        var command = MendCommand.Of(
            Build, "made-up",
            [
                Seeds, Rates, Setting.One("loss", "comparison", "search"), Setting.OfRun("full", "training.epochs", "8"),
                Setting.OfRun("full", "training.early_stopping.patience", "3"), Setting.OfRun("lora", "training.epochs", "6"),
            ])!;
        Assert.EndsWith(
            " > emotune-mend-made-up.yaml) && build -t:Report -p:Overrides=emotune-mend-made-up.yaml", command, StringComparison.Ordinal);
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
        var command = MendCommand.Of(Build with { Command = "echo" }, "made-up", [Seeds, Rates])!;
        Assert.Equal((0, "-t:Report -p:Overrides=emotune-mend-made-up.yaml\n"), Shell(command));
        var file = Path.Combine(Fixture.Folder, MendCommand.FileOf("made-up"));
        File.WriteAllText(file, "# mine");
        Assert.NotEqual(0, Shell(command).ExitCode);
        Assert.Equal("# mine", File.ReadAllText(file));
    }

    [Fact]
    public void What_the_build_was_given_stays_in_the_command()
    {
        var given = Build.With("Overrides", "mine.yaml").With("DatasetsRoot", "../data");
        Assert.Equal(
            "build -t:Report -p:Overrides=mine.yaml -p:DatasetsRoot=../data -p:Set=seeds=42+43", MendCommand.Of(given, "a", [Seeds]));
        Assert.False(MendCommand.WritesFile(given, [Seeds]));
    }

    [Theory]
    [InlineData("data.max_length=64", "build -t:Report -p:Set=data.max_length=64 -p:Overrides=emotune-mend-a.yaml")]
    [InlineData("seeds=42", "build -t:Report -p:Overrides=emotune-mend-a.yaml")]
    public void A_second_Set_is_a_file_and_one_of_the_same_key_gives_way(string set, string command)
    {
        var given = Build.With("Set", set);
        Assert.True(MendCommand.WritesFile(given, [Seeds]));
        Assert.Equal(
            $"(set -C && printf '%s\\n' 'seeds: [42, 43]' > emotune-mend-a.yaml) && {command}", MendCommand.Of(given, "a", [Seeds]));
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
