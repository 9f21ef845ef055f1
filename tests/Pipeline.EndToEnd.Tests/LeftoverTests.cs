namespace Emotune.Pipeline.EndToEnd;

/// <summary>Results of an experiment whose file is gone are listed, and cleaned by name.</summary>
public sealed class LeftoverTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public LeftoverTests()
    {
        _workspace.Build();
        Directory.CreateDirectory(_workspace.At("experiments"));
        _workspace.Write("experiments/other.yaml", Workspace.Experiment.Replace("name: small", "name: other", StringComparison.Ordinal));
        foreach (var file in new[] { "train.tsv", "dev.tsv", "test.tsv", "labels.txt" })
            File.Copy(_workspace.At(file), _workspace.At("experiments/" + file));
        Tool.Run("cp", "-r", _workspace.At("encoder"), _workspace.At("experiments/encoder"));
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void They_are_listed_and_removed_by_the_experiments_name()
    {
        File.Delete(_workspace.At("experiment.yaml"));
        var status = Named("Status", "other");
        Assert.Matches("artifacts/small has results of an experiment that has no file any more. This command", status.Output);
        Assert.Contains("\"left_over\": [\n    \"small\"\n  ]", Json(), StringComparison.Ordinal);

        var clean = Named("Clean", "small");
        Assert.True(clean.ExitCode == 0, clean.Output);
        Assert.False(Directory.Exists(_workspace.Artifacts));
        Assert.DoesNotContain("no file any more", Named("Status", "other").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Emotune_did_not_make_stays_and_is_named()
    {
        File.Delete(_workspace.At("experiment.yaml"));
        _workspace.Write("artifacts/small/data/notes.txt", "mine");
        _workspace.Write("artifacts/small/mine.txt", "mine");
        var clean = Named("Clean", "small");
        Assert.Equal(0, clean.ExitCode);
        Assert.Contains("mine.txt is not Emotune's; it stays.", clean.Output, StringComparison.Ordinal);
        Assert.Equal("mine", _workspace.Read("artifacts/small/data/notes.txt"));
        Assert.False(File.Exists(_workspace.Artifact("data/train.parquet")));
        Assert.Equal(0, Named("Clean", "small").ExitCode);
        Assert.Equal("mine", _workspace.Read("artifacts/small/mine.txt"));
    }

    [Fact]
    public void A_folder_of_somebodys_is_no_leftover()
    {
        Directory.CreateDirectory(_workspace.At("artifacts/holiday/data"));
        _workspace.Write("artifacts/holiday/data/photo.jpg", "mine");
        AssertRefused(Named("Clean", "holiday"), "EXP2026");
        Assert.Equal("mine", _workspace.Read("artifacts/holiday/data/photo.jpg"));
        Assert.DoesNotContain("holiday", Named("Status", "other").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_has_neither_file_nor_results_is_an_error_that_lists_what_there_is()
    {
        File.Delete(_workspace.At("experiment.yaml"));
        foreach (var name in new[] { "smal", "../artifacts/small", "small/runs", ".." })
        {
            var clean = Named("Clean", name);
            AssertRefused(clean, "EXP2026");
            Assert.Contains(
                $"names '{name}', which has neither an experiment file nor results. Experiments: other. Results in '", clean.Output,
                StringComparison.Ordinal);
            Assert.Contains("artifacts': small.", clean.Output, StringComparison.Ordinal);
        }

        Assert.True(File.Exists(_workspace.Artifact("data/train.parquet")));
    }

    [Fact]
    public void Results_whose_experiment_file_lies_elsewhere_are_not_left_over()
    {
        Assert.DoesNotContain("no file any more", Named("Status", "other").Output, StringComparison.Ordinal);
        var clean = Named("Clean", "small");
        AssertRefused(clean, "EXP2027");
        Assert.Contains($"belong to the experiment file '{_workspace.At("experiment.yaml")}'", clean.Output, StringComparison.Ordinal);
        _workspace.AssertFresh();
    }

    [Fact]
    public void Keep_and_Orphans_mean_the_same_for_them()
    {
        _workspace.Build("-p:Set=seeds=7");
        File.Delete(_workspace.At("experiment.yaml"));
        Assert.Contains("runs/lora/7 is kept until", Named("Clean", "small", "-p:Orphans=true").Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.Artifact("runs/lora/42")));
        Assert.True(Directory.Exists(_workspace.Artifact("runs/lora/7")));
        Assert.Equal(0, Named("Clean", "small", "-p:Keep=store").ExitCode);
        Assert.Empty(ArtifactFiles.Results(_workspace.Artifacts));
        Assert.True(Directory.Exists(_workspace.Artifact(".store")));
        _workspace.Write("experiment.yaml", Workspace.Experiment);
        _workspace.Build().AssertRan();
    }

    [Fact]
    public void Only_Clean_takes_them()
    {
        File.Delete(_workspace.At("experiment.yaml"));
        foreach (var target in new[] { "Status", "Report", "Prune" })
            AssertRefused(Named(target, "small"), "EXP2002");
    }

    private string Json()
    {
        var output = _workspace.At("status.json");
        Named("Status", "other", $"-p:OutputPath={Workspace.Escape(output)}");
        return File.ReadAllText(output);
    }

    private BuildResult Named(string target, string experiment, params string[] more) => _workspace.BuildWith(
        target, [$"-p:Experiment={experiment}", $"-p:ExperimentsFolder={Workspace.Escape(_workspace.At("experiments"))}", .. more]);

    private static void AssertRefused(BuildResult build, string code)
    {
        Assert.Equal(1, build.ExitCode);
        Assert.Contains($"error {code}: ", build.Output, StringComparison.Ordinal);
    }
}
