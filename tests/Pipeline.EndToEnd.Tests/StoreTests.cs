namespace Emotune.Pipeline.EndToEnd;

/// <summary>The store of earlier results: what it keeps, gives back and gives up.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_store_and_the_artifacts_share_no_file()
    {
        _workspace.Build();
        ArtifactFiles.Damage(_workspace.Artifact("plots/f1.svg"), "deleted");
        _workspace.Build().AssertRan();
        Assert.Empty(Inodes(Directory.EnumerateFiles(_workspace.Artifact(".store"), "*", SearchOption.AllDirectories))
            .Intersect(Inodes(ArtifactFiles.Results(_workspace.Artifacts))));
    }

    [Fact]
    public void Clean_removes_all_and_keeps_the_store_where_asked()
    {
        _workspace.Build();
        var made = ArtifactFiles.Digests(_workspace.Artifacts);
        Assert.Equal(0, _workspace.BuildWith("Clean", "-p:Keep=store").ExitCode);
        Assert.Empty(ArtifactFiles.Results(_workspace.Artifacts));
        _workspace.Build().AssertRan();
        Assert.Equal(made, ArtifactFiles.Digests(_workspace.Artifacts));
        Assert.Equal(0, _workspace.BuildWith("Clean").ExitCode);
        Assert.False(Directory.Exists(_workspace.Artifact(".store")));
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        Assert.Equal(made, ArtifactFiles.Digests(_workspace.Artifacts));
        Assert.Contains("error EXP2008", _workspace.BuildWith("Clean", "-p:Keep=stor").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prune_gives_up_what_was_used_longest_ago_and_says_so()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        _workspace.Build();
        var half = new DirectoryInfo(_workspace.Artifact(".store")).EnumerateFiles("*", SearchOption.AllDirectories)
            .Sum(f => f.Length) * 0.8 / 1e9;
        var prune = _workspace.BuildWith("Prune", FormattableString.Invariant($"-p:StoreLimit={half:0.000000000}"));
        prune.AssertRan();
        Assert.Contains("the store gave up", prune.Output, StringComparison.Ordinal);
        _workspace.Build().AssertRan();
        Assert.Equal(0, _workspace.BuildWith("Prune", "-p:StoreLimit=0").ExitCode);
        Assert.Empty(Directory.EnumerateFiles(_workspace.Artifact(".store"), "*", SearchOption.AllDirectories));
        _workspace.AssertFresh();
        _workspace.Edit("experiment.yaml", "0.001", "0.002");
        Assert.Equal(Workspace.AfterLoraTrain.Length, _workspace.Build("-p:StoreLimit=0").Ran.Count);
        Assert.Empty(Directory.EnumerateFiles(_workspace.Artifact(".store"), "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("much")]
    [InlineData("-1")]
    public void A_limit_that_is_none_is_refused(string limit)
    {
        var prune = _workspace.BuildWith("Prune", "-p:StoreLimit=" + limit);
        Assert.NotEqual(0, prune.ExitCode);
        Assert.Contains($"error EXP2008: The property StoreLimit is '{limit}'", prune.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Inodes(IEnumerable<string> files) =>
        files.Select(f => Tool.Run("stat", "-c", "%d:%i", f).Trim());
}
