namespace Emotune.Pipeline.EndToEnd;

/// <summary>Clocks, links, names and places that are not what one would expect.</summary>
public sealed class WorldTests
{
    [Theory]
    [InlineData(-40)]
    [InlineData(40)]
    public void Files_from_the_past_and_from_the_future_run_nothing_and_hide_nothing(int years)
    {
        using var workspace = new Workspace();
        workspace.Build();
        SetTimes(workspace, DateTime.UtcNow.AddYears(years));
        workspace.AssertFresh();
        workspace.Build().AssertRan();
        SetTimes(workspace, DateTime.UtcNow.AddYears(years));
        workspace.Edit("experiment.yaml", "0.002", "0.001");
        SetTimes(workspace, DateTime.UtcNow.AddYears(-years));
        workspace.AssertStale();
        workspace.Build().AssertRan(Workspace.AfterLoraTrain);
        workspace.AssertFresh();
    }

    [Fact]
    public void Manifests_from_the_future_beside_keys_from_the_past_hide_no_edit()
    {
        using var workspace = new Workspace();
        workspace.Build();
        workspace.Edit("experiment.yaml", "0.002", "0.001");
        foreach (var manifest in Directory.EnumerateFiles(workspace.Artifacts, "manifest.json", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(manifest, DateTime.UtcNow.AddYears(50));
        foreach (var key in Directory.EnumerateFiles(workspace.Artifact(".keys")))
            File.SetLastWriteTimeUtc(key, DateTime.UnixEpoch);
        workspace.AssertStale();
        workspace.Build().AssertRan(Workspace.AfterLoraTrain);
        workspace.AssertFresh();
    }

    [Fact]
    public void Symbolic_links_are_the_files_that_they_point_to()
    {
        using var workspace = new Workspace();
        workspace.Build();
        var made = ArtifactFiles.Digests(workspace.Artifacts);
        Directory.CreateDirectory(workspace.At("elsewhere"));
        foreach (var name in new[] { "train.tsv", "encoder", "artifacts" })
        {
            Directory.Move(workspace.At(name), workspace.At("elsewhere/" + name));
            File.CreateSymbolicLink(workspace.At(name), workspace.At("elsewhere/" + name));
        }
        workspace.AssertFresh();
        workspace.Build().AssertRan();
        workspace.Edit("elsewhere/train.tsv", "good", "Good");
        workspace.AssertStale();
        workspace.Build().AssertRan([.. Workspace.AllStages]);
        workspace.Edit("elsewhere/train.tsv", "Good", "good");
        workspace.Build().AssertRan();
        Assert.Equal(made, ArtifactFiles.Digests(workspace.Artifacts));
    }

    [Fact]
    public void A_stages_folder_that_is_a_link_is_replaced_and_what_it_points_to_is_left_alone()
    {
        using var workspace = new Workspace();
        workspace.Build();
        Directory.Move(workspace.Artifact("plots"), workspace.At("plots"));
        File.CreateSymbolicLink(workspace.Artifact("plots"), workspace.At("plots"));
        workspace.AssertFresh();
        ArtifactFiles.Damage(workspace.At("plots/f1.svg"), "flipped");
        workspace.Build().AssertRan();
        workspace.AssertFresh();
        Assert.True(File.Exists(workspace.At("plots/f1.svg")));
    }

    [Theory]
    [InlineData("two  spaces and 'quotes' and \"more\"")]
    [InlineData("semi;colon, and comma")]
    [InlineData("100% %3B %25 %2")]
    [InlineData("$(Experiment) @(_TrainStage) %(Folder)")]
    [InlineData("ünïcödé 日本語 🙂 #&=!~`^[]{}<>|*?")]
    public void Any_name_can_be_a_folders(string name)
    {
        using var workspace = new Workspace(name);
        workspace.Build().AssertRan([.. Workspace.AllStages]);
        workspace.AssertFresh();
        workspace.Edit("experiment.yaml", "0.002", "0.001");
        workspace.AssertStale();
        workspace.Build().AssertRan(Workspace.AfterLoraTrain);
        workspace.AssertFresh();
        Assert.Equal(["artifacts", "dev.tsv", "encoder", "experiment.yaml", "labels.txt", "test.tsv", "train.tsv"],
            Directory.EnumerateFileSystemEntries(workspace.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(workspace.Root)!));
    }

    [Fact]
    public void Packed_and_unpacked_elsewhere_nothing_runs()
    {
        using var workspace = new Workspace();
        workspace.Build();
        using var other = new Workspace("another clone");
        Tool.Run("tar", "-C", workspace.Root, "-czf", workspace.At("artifacts.tgz"), "artifacts");
        Tool.Run("tar", "-C", other.Root, "-xzf", workspace.At("artifacts.tgz"));
        other.AssertFresh();
        other.Build().AssertRan();
    }

    [Fact]
    public void Files_without_the_pipelines_own_folders_are_enough()
    {
        using var workspace = new Workspace();
        workspace.Build();
        using var other = new Workspace("another clone");
        Directory.CreateDirectory(other.Artifacts);
        foreach (var folder in new[] { "data", "runs", "compare", "plots", "agreement", "report" })
            Tool.Run("cp", "-r", workspace.Artifact(folder), other.Artifact(folder));
        other.Build().AssertRan();
        other.AssertFresh();
    }

    [Fact]
    public void Going_to_another_commit_and_back_runs_nothing()
    {
        using var workspace = new Workspace();
        workspace.Build();
        foreach (var command in new[] { "init -q -b main", "add experiment.yaml train.tsv dev.tsv test.tsv labels.txt encoder",
            "commit -q -m one", "rm -q train.tsv experiment.yaml", "commit -q -m two", "checkout -q main~1" })
        {
            Tool.Run("git", ["-C", workspace.Root, "-c", "user.name=a", "-c", "user.email=a@example.org", .. command.Split(' ')]);
        }

        workspace.AssertFresh();
        workspace.Build().AssertRan();
    }

    private static void SetTimes(Workspace workspace, DateTime around)
    {
        foreach (var file in Directory.EnumerateFiles(workspace.Root, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, around.AddHours(file.Length % 7));
    }
}
