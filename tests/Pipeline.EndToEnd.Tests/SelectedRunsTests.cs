namespace Emotune.Pipeline.EndToEnd;

/// <summary>A report of some runs shows the others too, as far as they are up to date.</summary>
public sealed class SelectedRunsTests : IDisposable
{
    private const string Lora = "-p:Runs=lora";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Runs_that_are_ready_stay_in_the_report()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        var build = _workspace.Build(Lora);
        build.AssertRan(Workspace.AfterLoraTrain);
        Assert.DoesNotContain("left out", build.Output, StringComparison.Ordinal);
        foreach (var shared in new[] { "compare", "plots", "agreement", "report" })
            Assert.Contains("runs/full/42/", _workspace.Read($"artifacts/small/{shared}/manifest.json"), StringComparison.Ordinal);
        _workspace.AssertFresh();
        _workspace.Build().AssertRan();
        _workspace.Build(Lora).AssertRan();
    }

    [Fact]
    public void A_stale_run_is_left_out_and_named_and_not_brought_up_to_date()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "2.0e-4", "1.0e-4");
        _workspace.Edit("experiment.yaml", "0.002", "0.001");

        var build = _workspace.Build(Lora);

        build.AssertRan(Workspace.AfterLoraTrain);
        Assert.Contains(
            "full/42 is left out of the report, because its results are stale (Train: learning_rate 0.0002 → 0.0001).", build.Output,
            StringComparison.Ordinal);
        foreach (var shared in new[] { "compare", "plots", "agreement", "report" })
            Assert.DoesNotContain("runs/full/42/", _workspace.Read($"artifacts/small/{shared}/manifest.json"), StringComparison.Ordinal);
        Assert.Contains(
            "\"left_out.runs/full/42\": \"its results are stale\"", _workspace.Read("artifacts/small/report/manifest.json"),
            StringComparison.Ordinal);

        _workspace.Build(Lora).AssertRan();
        Assert.Equal(0, _workspace.Build(Lora, "-question").ExitCode);
        _workspace.AssertStale();
        Assert.Matches("full/42 is left out of the report, because its results are stale", _workspace.BuildWith("Status", Lora).Output);

        _workspace.Build().AssertRan(
        [
            "full/42 Train", "full/42 Predict", "full/42 Calibrate", "full/42 Evaluate", .. Workspace.FromCompareExplaining("full/42"),
        ]);
        Assert.DoesNotContain("left_out", _workspace.Read("artifacts/small/report/manifest.json"), StringComparison.Ordinal);
        _workspace.Build(Lora).AssertRan();
        _workspace.AssertFresh();
    }

    [Fact]
    public void A_run_that_was_never_built_is_left_out_and_named()
    {
        var build = _workspace.Build(Lora);
        Assert.Equal(0, build.ExitCode);
        Assert.Contains("full/42 is left out of the report, because it has not been run yet.", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("runs/full", _workspace.Read("artifacts/small/compare/manifest.json"), StringComparison.Ordinal);
        _workspace.Build(Lora).AssertRan();
    }

    [Fact]
    public void A_damaged_run_is_left_out()
    {
        _workspace.Build();
        ArtifactFiles.Damage(_workspace.Artifact("runs/full/42/evaluate/metrics.json"), "flipped");
        var build = _workspace.Build(Lora);
        build.AssertRan([.. Workspace.FromCompare]);
        Assert.Contains(
            "its results are stale (Evaluate: runs/full/42/evaluate/metrics.json is not what the stage made).", build.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_whose_explanations_are_stale_keeps_its_figures()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "comments: 2", "comments: 1");
        var build = _workspace.Build(Lora);
        build.AssertRan("Report without explanations", "lora/42 Explain", "Agree", "Report");
        var report = _workspace.Read("artifacts/small/report/manifest.json");
        Assert.Contains("runs/full/42/evaluate/metrics.json", report, StringComparison.Ordinal);
        Assert.DoesNotContain("runs/full/42/explain", report, StringComparison.Ordinal);
        Assert.Contains("\"unexplained.runs/full/42\": \"its explanations are not up to date\"", report, StringComparison.Ordinal);
        _workspace.Build(Lora).AssertRan();
        _workspace.Build().AssertRan("full/42 Explain", "Agree", "Report");
    }

    [Fact]
    public void Each_seed_of_another_run_is_judged_for_itself()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "seeds: [42]", "seeds: [42, 7]");
        var build = _workspace.Build(Lora);
        Assert.Equal(0, build.ExitCode);
        Assert.Contains("full/7 is left out of the report, because it has not been run yet.", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("full/42 is left out", build.Output, StringComparison.Ordinal);
        Assert.Contains("runs/full/42/evaluate", _workspace.Read("artifacts/small/compare/manifest.json"), StringComparison.Ordinal);
    }
}
