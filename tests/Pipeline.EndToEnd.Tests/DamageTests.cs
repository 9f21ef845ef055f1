namespace Emotune.Pipeline.EndToEnd;

/// <summary>Files that someone deleted, cut off or changed behind the pipeline's back.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly Workspace _workspace = new();
    private readonly SortedDictionary<string, string> _made;

    public DamageTests()
    {
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        _made = ArtifactFiles.Digests(_workspace.Artifacts);
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData("deleted")]
    [InlineData("truncated")]
    [InlineData("emptied")]
    [InlineData("flipped")]
    public void A_damaged_file_of_any_stage_is_restored_from_the_store(string how)
    {
        foreach (var file in EveryStagesFiles(f => Path.GetFileName(f) is not ("manifest.json" or "cost.json")))
            ArtifactFiles.Damage(file, how);
        _workspace.AssertStale();
        var build = _workspace.Build();
        build.AssertRan();
        Assert.Contains(how == "deleted" ? "is gone" : "is not what the stage made", build.Output, StringComparison.Ordinal);
        AssertWhole();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("truncated")]
    [InlineData("flipped")]
    public void So_is_a_damaged_manifest(string how)
    {
        foreach (var file in EveryStagesFiles(f => Path.GetFileName(f) == "manifest.json"))
            ArtifactFiles.Damage(file, how);
        _workspace.AssertStale();
        _workspace.Build().AssertRan();
        AssertWhole();
    }

    [Fact]
    public void A_deleted_cost_comes_back_too()
    {
        File.Delete(_workspace.Artifact("runs/lora/42/train/cost.json"));
        _workspace.AssertStale();
        _workspace.Build().AssertRan();
        Assert.True(File.Exists(_workspace.Artifact("runs/lora/42/train/cost.json")));
        AssertWhole();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("emptied")]
    [InlineData("flipped")]
    public void Damaged_keys_and_digests_cost_nothing(string how)
    {
        foreach (var file in Directory.EnumerateFiles(_workspace.Artifact(".keys"))
            .Concat(Directory.EnumerateFiles(_workspace.Artifact(".cache"))))
        {
            ArtifactFiles.Damage(file, how);
        }

        _workspace.Build().AssertRan();
        AssertWhole();
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("flipped")]
    public void Without_a_store_the_stage_runs_again_and_those_after_it_stay_fresh(string how)
    {
        Directory.Delete(_workspace.Artifact(".store"), recursive: true);
        ArtifactFiles.Damage(_workspace.Artifact("data/train.parquet"), how);
        ArtifactFiles.Damage(_workspace.Artifact("runs/lora/42/train/adapter_model.safetensors"), how);
        ArtifactFiles.Damage(_workspace.Artifact("runs/full/42/calibrate/manifest.json"), how);
        ArtifactFiles.Damage(_workspace.Artifact("compare/comparison.json"), how);
        ArtifactFiles.Damage(_workspace.Artifact("plots/f1.svg"), how);
        _workspace.Build().AssertRan("Prepare", "lora/42 Train", "full/42 Calibrate", "Compare", "Plot");
        AssertWhole();
    }

    [Theory]
    [InlineData("blobs")]
    [InlineData("results")]
    public void A_damaged_store_is_not_believed(string part)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_workspace.Artifact(".store"), part)).ToList())
            ArtifactFiles.Damage(file, "flipped");
        ArtifactFiles.Damage(_workspace.Artifact("runs/lora/42/train/model.safetensors"), "flipped");
        _workspace.Build().AssertRan("lora/42 Train");
        AssertWhole();
        // What was computed anew took the damaged file's place in the store.
        ArtifactFiles.Damage(_workspace.Artifact("runs/lora/42/train/model.safetensors"), "flipped");
        _workspace.Build().AssertRan();
        AssertWhole();
    }

    [Fact]
    public void All_stages_folders_gone_come_back_from_the_store()
    {
        foreach (var folder in new[] { "data", "runs", "compare", "plots", "report", ".keys", ".cache" })
            Directory.Delete(_workspace.Artifact(folder), recursive: true);
        _workspace.Build().AssertRan();
        AssertWhole();
    }

    private void AssertWhole()
    {
        Assert.Equal(_made, ArtifactFiles.Digests(_workspace.Artifacts));
        _workspace.AssertFresh();
    }

    private List<string> EveryStagesFiles(Func<string, bool> counts) =>
        [.. ArtifactFiles.Results(_workspace.Artifacts).Where(f => counts(f) && Path.GetDirectoryName(f) != _workspace.Artifacts)];
}
