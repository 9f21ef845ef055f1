namespace Emotune.Pipeline.EndToEnd;

/// <summary>Files of somebody's where results go: none is ever lost.</summary>
public sealed class ForeignFilesTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("Report")]
    [InlineData("Prepare")]
    [InlineData("Clean")]
    public void A_folder_that_only_has_the_experiments_name_is_refused_before_the_first_write(string target)
    {
        Put("data/train.csv");
        Put("notes.txt");
        var before = ArtifactFiles.Digests(_workspace.Artifacts);

        var build = _workspace.BuildWith(target);

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error EXP2012", build.Output, StringComparison.Ordinal);
        Assert.Contains("(data, notes.txt)", build.Output, StringComparison.Ordinal);
        Assert.Empty(build.Ran);
        Assert.Equal(before, ArtifactFiles.Digests(_workspace.Artifacts));
        Assert.Equal(
            ["data", "notes.txt"], Directory.EnumerateFileSystemEntries(_workspace.Artifacts).Select(e => Path.GetFileName(e)).Order());
    }

    [Fact]
    public void A_stages_folder_that_somebody_made_is_refused()
    {
        _workspace.BuildWith("Prepare");
        Put("plots/mine.png");
        var build = _workspace.Build();
        Assert.Matches(@"error EXP2012: The folder '[^']*plots' has files that Emotune did not make \(mine\.png\)", build.Output);
        Assert.Empty(build.Ran);
        Assert.True(File.Exists(_workspace.Artifact("plots/mine.png")));
    }

    [Fact]
    public void Files_beside_results_stay_where_they_are_and_are_named_once()
    {
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        Put("data/notes.txt");
        Put("runs/lora/42/train/more/mine.txt");
        _workspace.AssertFresh();
        _workspace.Write("train.tsv", "another day\t0\tt1\n");

        var build = _workspace.Build();

        Assert.Single(Lines(build, "data/notes.txt is not Emotune's; it stays."));
        Assert.Single(Lines(build, "runs/lora/42/train/more is not Emotune's; it stays."));
        AssertThere("data/notes.txt", "runs/lora/42/train/more/mine.txt");
        _workspace.AssertFresh();
    }

    [Fact]
    public void Files_in_the_folders_of_a_result_stay_and_the_result_s_own_go()
    {
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        Put("report/cards/notes.md");
        Put("report/tensorboard/lora-42/more/mine.txt");
        _workspace.AssertFresh();
        _workspace.Edit("experiment.yaml", "seeds: [42]", "seeds: [42]\nreport: {title: Another}");

        var build = _workspace.Build();

        Assert.Single(Lines(build, "report/cards/notes.md is not Emotune's; it stays."));
        Assert.Single(Lines(build, "report/tensorboard/lora-42/more is not Emotune's; it stays."));
        _workspace.AssertFresh();
        Assert.Equal(0, _workspace.BuildWith("Clean").ExitCode);
        AssertThere("report/cards/notes.md", "report/tensorboard/lora-42/more/mine.txt");
        Assert.Equal(
            ["cards/notes.md", "tensorboard/lora-42/more/mine.txt"],
            ArtifactFiles.Results(_workspace.Artifact("report")).Select(f => Path.GetRelativePath(_workspace.Artifact("report"), f)));
    }

    [Fact]
    public void A_file_in_the_place_of_a_new_result_is_not_overwritten()
    {
        _workspace.Environment["RECORD_SKIP"] = "Prepare|label_map.json";
        _workspace.BuildWith("Prepare");
        _workspace.Environment.Remove("RECORD_SKIP");
        Put("data/label_map.json");
        _workspace.Write("train.tsv", "another day\t0\tt1\n");
        var build = _workspace.BuildWith("Prepare");
        Assert.Contains("error EXP2013", build.Output, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_workspace.Artifact("data/label_map.json")));
    }

    [Fact]
    public void Clean_removes_what_Emotune_made_and_lists_what_it_leaves()
    {
        _workspace.Build();
        Put("notes.txt");
        Put("data/notes.txt");

        var clean = _workspace.BuildWith("Clean");

        Assert.Equal(0, clean.ExitCode);
        Assert.Single(Lines(clean, "notes.txt is not Emotune's; it stays."));
        Assert.Single(Lines(clean, "data is not Emotune's; it stays."));
        Assert.Equal(
            [".emotune", ".keys", ".lock", ".lock.holder", "data", "notes.txt"],
            Directory.EnumerateFileSystemEntries(_workspace.Artifacts).Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal));
        AssertThere("notes.txt", "data/notes.txt");
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        AssertThere("notes.txt", "data/notes.txt");
    }

    [Fact]
    public void A_copy_of_a_result_is_somebodys()
    {
        _workspace.Build();
        Copy("runs/lora/42/train", "runs/lora/42-good/train");
        Copy("data", "backup/data");
        Copy("data", "plots/data");
        _workspace.BuildWith("Clean", "-p:Orphans=true");
        Assert.Equal(0, _workspace.BuildWith("Clean").ExitCode);
        Assert.True(File.Exists(_workspace.Artifact("runs/lora/42-good/train/model.safetensors")));
        Assert.True(File.Exists(_workspace.Artifact("backup/data/train.parquet")));
        Assert.True(File.Exists(_workspace.Artifact("plots/data/train.parquet")));
    }

    [Fact]
    public void An_orphan_that_is_a_link_is_not_followed_by_Clean()
    {
        _workspace.Build();
        Copy("runs/lora/42", "../../archive/42");
        Directory.CreateSymbolicLink(_workspace.Artifact("runs/lora/7"), _workspace.At("archive/42"));
        Directory.CreateSymbolicLink(_workspace.Artifact("runs/old"), _workspace.At("archive"));
        Assert.Equal(0, _workspace.BuildWith("Clean", "-p:Orphans=true").ExitCode);
        Assert.True(File.Exists(_workspace.At("archive/42/train/model.safetensors")));
    }

    [Fact]
    public void What_a_killed_build_left_of_a_run_that_is_gone_keeps_its_foreign_files()
    {
        _workspace.Build();
        Put("runs/lora/42/train/notes.txt");
        Directory.Move(_workspace.Artifact("runs/lora/42/train"), _workspace.Artifact(".work/runs-gone-42-train.old"));
        _workspace.Build();
        Assert.Equal(0, _workspace.BuildWith("Clean").ExitCode);
        AssertThere(".work/runs-gone-42-train.old/notes.txt");
        Assert.False(File.Exists(_workspace.Artifact(".work/runs-gone-42-train.old/model.safetensors")));
    }

    [Fact]
    public void A_file_of_somebodys_in_a_place_whose_manifest_is_lost_is_not_taken_for_a_result()
    {
        _workspace.BuildWith("Prepare");
        File.Delete(_workspace.Artifact("data/manifest.json"));
        Put("data/label_map.json");
        Assert.Contains("error EXP2013", _workspace.BuildWith("Prepare").Output, StringComparison.Ordinal);
        AssertThere("data/label_map.json");
    }

    [Fact]
    public void A_link_that_leads_elsewhere_is_not_followed_by_Clean()
    {
        _workspace.Build();
        Directory.CreateDirectory(_workspace.At("elsewhere"));
        File.Copy(_workspace.Artifact("data/manifest.json"), _workspace.At("elsewhere/manifest.json"));
        File.WriteAllText(_workspace.At("elsewhere/train.parquet"), "mine");
        Directory.CreateSymbolicLink(_workspace.Artifact("linked"), _workspace.At("elsewhere"));
        Assert.Equal(0, _workspace.BuildWith("Clean").ExitCode);
        Assert.Equal("mine", File.ReadAllText(_workspace.At("elsewhere/train.parquet")));
        Assert.True(Directory.Exists(_workspace.Artifact("linked")));
    }

    [Fact]
    public void Results_of_the_version_before_are_known_by_their_manifests()
    {
        _workspace.Build();
        File.Delete(_workspace.Artifact(".emotune"));
        _workspace.Build().AssertRan();
        _workspace.AssertFresh();
    }

    [Fact]
    public void A_build_that_was_cut_off_while_it_replaced_a_result_gives_foreign_files_back()
    {
        _workspace.Build();
        Put("data/notes.txt");
        Directory.CreateDirectory(_workspace.Artifact(".work"));
        Directory.Move(_workspace.Artifact("data"), _workspace.Artifact(".work/data.old"));
        _workspace.Build().AssertRan();
        AssertThere("data/notes.txt");
        Assert.False(Directory.Exists(_workspace.Artifact(".work/data.old")));
    }

    private void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(_workspace.Artifact(from), "*", SearchOption.AllDirectories).ToList())
        {
            var target = Path.Combine(_workspace.Artifact(to), Path.GetRelativePath(_workspace.Artifact(from), file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private void Put(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_workspace.Artifact(file))!);
        File.WriteAllText(_workspace.Artifact(file), "mine");
    }

    private void AssertThere(params string[] files) =>
        Assert.All(files, f => Assert.Equal("mine", File.ReadAllText(_workspace.Artifact(f))));

    private static IEnumerable<string> Lines(BuildResult build, string part) =>
        build.Output.Split('\n').Where(l => l.Contains(part, StringComparison.Ordinal));
}
