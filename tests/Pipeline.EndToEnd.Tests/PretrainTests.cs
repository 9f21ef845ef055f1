namespace Emotune.Pipeline.EndToEnd;

/// <summary>Where an experiment asks for pretraining: what stands between Prepare and Train, and what each edit runs again.</summary>
public sealed class PretrainTests : IDisposable
{
    private static readonly string[] AllStages = [Workspace.AllStages[0], "Pretrain", .. Workspace.AllStages.Skip(1)];

    private readonly Workspace _workspace = new();

    public PretrainTests() => _workspace.Edit("experiment.yaml", "{path: encoder}", "{path: encoder, pretrain: {epochs: 2}}");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void It_runs_once_between_Prepare_and_Train_and_then_not_again()
    {
        _workspace.Build().AssertRan(AllStages);
        _workspace.Build().AssertRan();
        _workspace.AssertFresh();
        Assert.True(File.Exists(_workspace.Artifact("pretrain/cost.json")));
    }

    [Fact]
    public void Its_target_builds_it_and_what_it_needs()
    {
        _workspace.BuildWith("Pretrain").AssertRan("Prepare", "Pretrain");
        _workspace.BuildWith("Train", "-p:Runs=lora").AssertRan("lora/42 Train");
    }

    [Fact]
    public void An_edit_of_it_reruns_it_and_all_runs_but_not_Prepare()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "epochs: 2", "epochs: 4");
        var build = _workspace.Build();
        build.AssertRan([.. AllStages.Skip(1)]);
        Assert.Contains("Pretrain: backbone.pretrain.epochs 2 → 4", build.Output, StringComparison.Ordinal);
        _workspace.Edit("experiment.yaml", "epochs: 4", "epochs: 2");
        _workspace.Build().AssertRan();
    }

    [Fact]
    public void How_often_it_saves_reruns_nothing()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "epochs: 2", "epochs: 2, checkpoint_seconds: 1");
        _workspace.Build().AssertRan();
    }

    [Fact]
    public void A_runs_own_setting_pretrains_nothing()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        _workspace.Build().AssertRan(Workspace.AfterLoraTrain);
    }

    [Fact]
    public void Training_texts_and_weights_rerun_it_and_test_texts_do_not()
    {
        _workspace.Build();
        _workspace.Write("encoder/model.safetensors", "other weights\n");
        _workspace.Build().AssertRan([.. AllStages.Skip(1)]);
        _workspace.Edit("test.tsv", "any day", "Any day");
        Assert.DoesNotContain("Pretrain", _workspace.Build().Ran);
        _workspace.Edit("train.tsv", "good", "Good");
        _workspace.Build().AssertRan(AllStages);
    }

    [Fact]
    public void From_scratch_the_weights_are_not_read()
    {
        _workspace.Edit("experiment.yaml", "epochs: 2", "from_scratch: true");
        _workspace.Build().AssertRan(AllStages);
        _workspace.Write("encoder/model.safetensors", "other weights\n");
        _workspace.Build().AssertRan();
        // Prepare reads it too: it may name the tokenizer's class.
        _workspace.Write("encoder/config.json", "another shape\n");
        _workspace.Build().AssertRan(AllStages);
    }

    [Fact]
    public void Taken_out_of_the_file_it_leaves_an_orphan_and_runs_start_from_the_backbone()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", ", pretrain: {epochs: 2}", "");
        var build = _workspace.Build();
        build.AssertRan([.. Workspace.AllStages.Skip(1)]);
        Assert.Contains("pretrain belongs to no run of 'small'", build.Output, StringComparison.Ordinal);
        Assert.Equal(0, _workspace.BuildWith("Clean", "-p:Orphans=true").ExitCode);
        Assert.False(Directory.Exists(_workspace.Artifact("pretrain")));
        var none = _workspace.BuildWith("Pretrain");
        none.AssertRan();
        Assert.Contains("No experiment asks for pretraining (backbone.pretrain).", none.Output, StringComparison.Ordinal);
        _workspace.AssertFresh();
    }

    [Fact]
    public void Status_says_what_waits_for_it()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "epochs: 2", "epochs: 4");
        var status = _workspace.BuildWith("Status");
        Assert.Empty(status.Ran);
        Assert.Matches("small +Prepare +fresh", status.Output);
        Assert.Matches("small +Pretrain +stale +backbone.pretrain.epochs 2 → 4", status.Output);
        Assert.Matches("lora/42 +Train +stale +waits for pretrain", status.Output);
    }

    [Fact]
    public void Where_it_fails_the_build_ends()
    {
        _workspace.Environment["RECORD_FAIL"] = "Pretrain";
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Equal(["Prepare", "Pretrain"], build.Ran);
        Assert.Contains("error EXP4999: made to fail", build.Output, StringComparison.Ordinal);
    }
}
