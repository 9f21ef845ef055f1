namespace Emotune.Pipeline.EndToEnd;

/// <summary>Several builds at once, several experiments in one build, many runs in one experiment.</summary>
public sealed class SeveralTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Builds_at_once_ask_each_stage_once_and_say_for_whom_they_wait(int count)
    {
        _workspace.Environment["RECORD_DELAY_MS"] = "150";
        var builds = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => _workspace.BuildBesides("Report"))));
        Assert.All(builds, b => Assert.True(b.ExitCode == 0, b.Output));
        Assert.Equal(Workspace.AllStages, File.ReadAllLines(_workspace.Log));
        Assert.Contains(
            builds, b => System.Text.RegularExpressions.Regex.IsMatch(b.Output, "Waiting: 'small' is being built by process [0-9]+ on "));
        _workspace.AssertFresh();
    }

    [Fact]
    public void Experiments_joined_by_plus_are_built_together_and_told_apart()
    {
        _workspace.Write("other.yaml", Workspace.Experiment.Replace("name: small", "name: other", StringComparison.Ordinal));
        var both = $"-p:Experiment={Workspace.Escape(_workspace.At("experiment.yaml"))}+{Workspace.Escape(_workspace.At("other.yaml"))}";
        var build = _workspace.Build(both);
        Assert.Equal(2 * Workspace.AllStages.Count, build.Ran.Count);
        Assert.Contains("other lora/42 Train:", build.Output, StringComparison.Ordinal);
        _workspace.Build(both).AssertRan();
        Assert.Equal(ArtifactFiles.Digests(_workspace.Artifact("runs")), ArtifactFiles.Digests(_workspace.At("artifacts/other/runs")));
        _workspace.AssertFresh();
    }

    [Fact]
    public void One_experiment_with_a_mistake_leaves_the_other_unbuilt_and_both_are_named()
    {
        _workspace.Write("other.yaml", "name: other\n");
        var build = _workspace.Build(
            $"-p:Experiment={Workspace.Escape(_workspace.At("experiment.yaml"))}+{Workspace.Escape(_workspace.At("other.yaml"))}");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Empty(build.Ran);
        Assert.False(Directory.Exists(_workspace.Artifacts));
    }

    [Fact]
    public void Two_experiments_of_one_name_are_refused()
    {
        _workspace.Write("other.yaml", Workspace.Experiment);
        var build = _workspace.Build(
            $"-p:Experiment={Workspace.Escape(_workspace.At("experiment.yaml"))}+{Workspace.Escape(_workspace.At("other.yaml"))}");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error EXP2010: ", build.Output, StringComparison.Ordinal);
        Assert.Empty(build.Ran);
    }

    [Fact]
    public void An_experiment_named_twice_is_built_once() =>
        _workspace.Build(
            $"-p:Experiment={Workspace.Escape(_workspace.At("experiment.yaml"))}+{Workspace.Escape(_workspace.At("experiment.yaml"))}")
            .AssertRan([.. Workspace.AllStages]);

    [Fact]
    public void A_matrix_prepares_once_and_an_edit_of_it_reruns_what_is_new()
    {
        _workspace.Edit(
            "experiment.yaml", "seeds: [42]", "matrix: {lora: {over: {lora.rank: [2, 4], learning_rate: [0.001, 0.002]}}}\nseeds: [1, 2]");
        var build = _workspace.Build();
        Assert.Equal(1 + 5 * 2 * 5 + Workspace.FromCompareExplaining().Length, build.Ran.Count);
        Assert.Single(build.Ran, "Prepare");
        Assert.Contains("lora-r4-lr2e-3/2 Train", build.Ran);
        _workspace.Edit("experiment.yaml", "[2, 4]", "[4, 8]");
        var edited = _workspace.Build();
        Assert.Equal(2 * 2 * 5 + Workspace.FromCompareExplaining().Length, edited.Ran.Count);
        Assert.DoesNotContain(edited.Ran, s => s.StartsWith("lora-r4", StringComparison.Ordinal));
        Assert.Contains("runs/lora-r2-lr1e-3/1 belongs to no run", edited.Output, StringComparison.Ordinal);
        _workspace.BuildWith("Evaluate", "-p:Runs=lora-r8-lr1e-3+full").AssertRan();
        _workspace.AssertFresh();
    }

    [Fact]
    public void Runs_filters_an_expansion()
    {
        _workspace.Edit("experiment.yaml", "seeds: [42]", "matrix: {lora: {over: {lora.rank: [2, 4]}}}\nseeds: [1, 2]");
        _workspace.BuildWith("Train", "-p:Runs=lora-r4").AssertRan("Prepare", "lora-r4/1 Train", "lora-r4/2 Train");
        _workspace.BuildWith("Train", "-p:Runs=full + lora-r4").AssertRan("full/1 Train", "full/2 Train");
        _workspace.BuildWith("Train").AssertRan("lora-r2/1 Train", "lora-r2/2 Train");
    }

    [Fact]
    public void Runs_of_one_thread_go_side_by_side_and_are_told_apart()
    {
        _workspace.Edit("experiment.yaml", "seeds: [42]", "seeds: [1, 2]\ntraining: {threads: 1}");
        _workspace.Environment["RECORD_DELAY_MS"] = "300";
        var build = _workspace.BuildWith("Train");
        Assert.Equal(
            ["Prepare", "full/1 Train", "full/2 Train", "lora/1 Train", "lora/2 Train"],
            build.Ran.Order(StringComparer.Ordinal).OrderBy(s => s != "Prepare"));
        foreach (var title in build.Ran)
            Assert.Contains($"{title}: recorded", build.Output, StringComparison.Ordinal);
        if (Environment.ProcessorCount > 1)
            Assert.Matches("/. Train: no result yet\\s+.*/. Train: no result yet", build.Output);
    }
}
