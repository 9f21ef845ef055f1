using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Results that belong to nothing in the experiment's file: which Clean removes, and which it keeps for a while.</summary>
public sealed class OrphanTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("Set")]
    [InlineData("Overrides")]
    public void What_was_trained_with_an_override_is_kept_for_thirty_days(string property)
    {
        _workspace.Write("seven.yaml", "seeds: [7]\n");
        var value = property == "Set" ? "seeds=7" : "seven.yaml";
        _workspace.Build();
        Assert.Equal(0, _workspace.Build($"-p:{property}={value}").ExitCode);

        var clean = Clean();
        Assert.Matches(
            $@"runs/lora/7 is kept until \d{{4}}-\d\d-\d\d, because it was made with {property}={value} on \d{{4}}-\d\d-\d\d\.",
            clean.Output);
        Assert.True(Directory.Exists(_workspace.Artifact("runs/lora/7/train")));
        Assert.Contains("runs/full/7 is kept until", _workspace.BuildWith("Status").Output, StringComparison.Ordinal);

        Finish("runs/lora/7/train", DateTimeOffset.UtcNow.AddDays(-31));
        Assert.DoesNotContain("runs/lora/7 is kept", Clean().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.Artifact("runs/lora/7")));
        Assert.True(Directory.Exists(_workspace.Artifact("runs/full/7")));
        Assert.True(Directory.Exists(_workspace.Artifact("runs/lora/42")));
    }

    [Fact]
    public void Times_of_files_do_not_matter()
    {
        _workspace.Build("-p:Set=seeds=7");
        foreach (var file in Directory.EnumerateFiles(_workspace.Artifacts, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddYears(-1));
        Clean();
        Assert.True(Directory.Exists(_workspace.Artifact("runs/lora/7/train")));
    }

    [Fact]
    public void What_the_file_itself_trained_is_removed_at_once()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "seeds: [42]", "seeds: [7]");
        Assert.DoesNotContain("is kept", Clean().Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.Artifact("runs/lora/42")));
    }

    [Fact]
    public void An_override_does_not_make_orphans_of_what_the_file_has()
    {
        _workspace.Build();
        Clean("-p:Set=seeds=7");
        Assert.True(Directory.Exists(_workspace.Artifact("runs/lora/42/train")));
        _workspace.AssertFresh();
    }

    [Fact]
    public void Only_the_record_of_costs_says_what_was_overridden()
    {
        _workspace.Build("-p:Set=seeds=7");
        foreach (var file in ArtifactFiles.Results(_workspace.Artifacts).Where(f => Path.GetFileName(f) != "cost.json"))
            Assert.DoesNotContain("seeds=7", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Contains("\"set\": \"seeds=7\"", _workspace.Read("artifacts/small/runs/lora/7/train/cost.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_that_a_build_names_removes_the_orphans()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "seeds: [42]", "seeds: [7]");
        var build = _workspace.Build();
        var command = Regex.Match(build.Output, "runs/lora/42 belongs to no run of 'small'. This command removes it: (.*)").Groups[1].Value;
        Assert.Contains("-t:Clean", command, StringComparison.Ordinal);
        var clean = Shell.Run(command.Trim(), _workspace.Root, new Dictionary<string, string>());
        Assert.True(clean.ExitCode == 0, clean.Output);
        Assert.False(Directory.Exists(_workspace.Artifact("runs/lora/42")));
        _workspace.AssertFresh();
    }

    private BuildResult Clean(params string[] more)
    {
        var clean = _workspace.BuildWith("Clean", ["-p:Orphans=true", .. more]);
        Assert.True(clean.ExitCode == 0, clean.Output);
        return clean;
    }

    private void Finish(string stage, DateTimeOffset when)
    {
        var file = _workspace.Artifact(stage + "/cost.json");
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), "\"finished\": \"[^\"]*\"", $"\"finished\": \"{when:O}\""));
    }
}
