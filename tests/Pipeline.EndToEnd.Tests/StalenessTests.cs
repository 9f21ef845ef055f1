using System.Text.Json;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>What each edit runs again, through <c>dotnet build</c>.</summary>
public sealed class StalenessTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void First_everything_runs_then_nothing()
    {
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        _workspace.Build().AssertRan();
        Assert.Equal(0, _workspace.Build("-question").ExitCode);
    }

    [Fact]
    public void Touching_files_and_rewriting_the_yaml_in_other_words_runs_nothing()
    {
        _workspace.Build();
        foreach (var file in Directory.EnumerateFiles(_workspace.Root, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddHours(file.Length % 3 - 1));
        _workspace.Edit("experiment.yaml", "# A comment.", "# Another comment.\n\n");
        _workspace.Edit("experiment.yaml", "{method: lora, learning_rate: 0.002,", "{learning_rate: 2.0e-3,    method: lora,");
        _workspace.Build().AssertRan();
    }

    [Fact]
    public void A_learning_rate_reruns_its_run_alone_and_says_why()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        Assert.NotEqual(0, _workspace.Build("-question").ExitCode);
        var build = _workspace.Build();
        build.AssertRan(Workspace.AfterLoraTrain);
        Assert.Contains("lora/42 Train: learning_rate 0.002 → 0.001", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Taking_an_edit_back_computes_nothing()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.001", "0.002");
        var build = _workspace.Build();
        build.AssertRan();
        Assert.Contains("taken from the store", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("calibration: {method: platt}", true, "full/42 Calibrate", "lora/42 Calibrate", "full/42 Evaluate", "lora/42 Evaluate")]
    [InlineData("thresholds: {strategy: global_f1}", true,
        "full/42 Calibrate", "lora/42 Calibrate", "full/42 Evaluate", "lora/42 Evaluate")]
    [InlineData("evaluation: {bins: 10}", false, "full/42 Evaluate", "lora/42 Evaluate")]
    [InlineData("comparison: {search: loss}", false)]
    [InlineData("comparison: {resamples: 500}", false)]
    public void A_later_stages_setting_trains_nothing(string setting, bool explains, params string[] ofRuns)
    {
        _workspace.Build();
        _workspace.Write("experiment.yaml", Workspace.Experiment + setting + "\n");
        _workspace.Build().AssertRan(
            [.. ofRuns, .. explains ? Workspace.FromCompareExplaining("full/42", "lora/42") : Workspace.FromCompare]);
    }

    [Fact]
    public void A_data_card_reruns_the_report_alone()
    {
        _workspace.Build();
        _workspace.Write("experiment.yaml", Workspace.Experiment + "data_card: {source: a forum}\n");
        _workspace.Build().AssertRan("Report");
    }

    [Fact]
    public void The_number_of_explained_comments_reruns_explain_and_the_report()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "comments: 2", "comments: 1");
        _workspace.Build().AssertRan(["Report without explanations", "full/42 Explain", "lora/42 Explain", "Agree", "Report"]);
    }

    [Fact]
    public void A_byte_of_test_trains_and_calibrates_nothing()
    {
        _workspace.Build();
        _workspace.Edit("test.tsv", "any day", "Any day");
        _workspace.Build()
            .AssertRan([
                "Prepare", "full/42 Predict", "lora/42 Predict", "full/42 Evaluate", "lora/42 Evaluate", .. Workspace.FromCompare]);
        _workspace.Edit("test.tsv", "some day", "Some day");
        _workspace.Build()
            .AssertRan([
                "Prepare", "full/42 Predict", "lora/42 Predict", "full/42 Evaluate", "lora/42 Evaluate",
                .. Workspace.FromCompareExplaining("full/42", "lora/42")]);
    }

    [Theory]
    [InlineData("train.tsv", "good", "Good")]
    [InlineData("labels.txt", "joy", "delight")]
    public void Training_data_and_label_names_rerun_everything(string file, string from, string to)
    {
        _workspace.Build();
        _workspace.Edit(file, from, to);
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
    }

    [Fact]
    public void The_backbones_weights_prepare_nothing()
    {
        _workspace.Build();
        _workspace.Write("encoder/model.safetensors", "other weights\n");
        _workspace.Build().AssertRan([.. Workspace.AllStages.Skip(1)]);
    }

    [Fact]
    public void Threads_and_seeds_retrain_what_they_concern()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "seeds: [42]", "seeds: [42, 7]");
        _workspace.Build()
            .AssertRan(["full/7 Train", "lora/7 Train", "full/7 Predict", "lora/7 Predict", "full/7 Calibrate", "lora/7 Calibrate",
            "full/7 Evaluate", "lora/7 Evaluate", .. Workspace.FromCompareExplaining("full/7", "lora/7")]);
        _workspace.Edit("experiment.yaml", "seeds: [42, 7]", "seeds: [42]\ntraining: {threads: 1}");
        Assert.Equal(8 + Workspace.FromCompareExplaining("full/42", "lora/42").Length, _workspace.Build().Ran.Count);
    }

    [Fact]
    public void A_removed_run_leaves_the_plots_and_an_orphan()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "  lora: {method: lora, learning_rate: 0.002, lora: {rank: 8}}\n", "");
        var build = _workspace.Build();
        build.AssertRan(Workspace.FromCompare);
        Assert.Contains("runs/lora/42 belongs to no run", build.Output, StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_workspace.Artifacts, "runs", "lora", "42")));
        Assert.Equal(0, _workspace.BuildWith("Clean", "-p:Orphans=true").ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_workspace.Artifacts, "runs", "lora", "42")));
        _workspace.Build().AssertRan();
    }

    [Fact]
    public void A_failing_run_leaves_the_others_and_fails_the_build_at_its_end()
    {
        _workspace.Environment["RECORD_FAIL"] = "full/42 Train";
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Equal(["Prepare", "full/42 Train", .. Workspace.AfterLoraTrain], build.Ran);
        Assert.Contains("error EXP2006: 1 of 2 runs failed: full/42 Train: EXP4999: made to fail", build.Output, StringComparison.Ordinal);
        _workspace.Environment.Clear();
        _workspace.Build()
            .AssertRan([
                "full/42 Train", "full/42 Predict", "full/42 Calibrate", "full/42 Evaluate",
                .. Workspace.FromCompareExplaining("full/42")]);
    }

    [Fact]
    public void A_run_that_cannot_be_explained_keeps_its_figures_and_the_others_their_explanations()
    {
        _workspace.Environment["RECORD_FAIL"] = "lora/42 Explain";
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Equal([.. Workspace.AllStages], build.Ran);
        Assert.Contains(
            "error EXP2006: 1 of 2 runs failed: lora/42 Explain: EXP4999: made to fail", build.Output, StringComparison.Ordinal);
        var report = _workspace.Read("artifacts/small/report/manifest.json");
        Assert.Contains("runs/lora/42/evaluate/metrics.json", report, StringComparison.Ordinal);
        Assert.Contains("\"unexplained.runs/lora/42\": \"EXP4999: made to fail\"", report, StringComparison.Ordinal);
        Assert.DoesNotContain("runs/lora/42/explain", _workspace.Read("artifacts/small/agreement/manifest.json"), StringComparison.Ordinal);
        _workspace.Environment.Clear();
        _workspace.Build().AssertRan("lora/42 Explain", "Agree", "Report");
    }

    [Fact]
    public void A_run_that_breaks_down_leaves_the_others_too_and_is_told_in_a_sentence()
    {
        _workspace.Environment["RECORD_BREAK"] = "full/42 Train";
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Equal(["Prepare", "full/42 Train", .. Workspace.AfterLoraTrain], build.Ran);
        Assert.Contains(
            "EXP2014: full/42 Train stopped because of an unexpected InvalidOperationException.", build.Output, StringComparison.Ordinal);
        Assert.Contains("The exception says: made to break", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_a_stage_did_not_leave_is_named_by_the_next()
    {
        _workspace.Environment["RECORD_SKIP"] = "full/42 Train|model.safetensors";
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains(
            "error EXP2005: full/42 Predict: the input 'runs/full/42/train/model.safetensors' does not exist.", build.Output,
            StringComparison.Ordinal);
        Assert.Equal("Report", build.Ran[^1]);
    }

    [Fact]
    public void An_input_edited_while_its_stage_runs_is_an_error_and_the_stage_stays_stale()
    {
        _workspace.Environment["RECORD_EDIT"] = "Prepare|" + _workspace.At("train.tsv");
        var build = _workspace.Build();
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error EXP2003: Prepare: an input changed while the stage ran", build.Output, StringComparison.Ordinal);
        _workspace.Environment.Clear();
        _workspace.Build().AssertRan([.. Workspace.AllStages]);
    }

    [Fact]
    public void Runs_builds_only_the_runs_named()
    {
        _workspace.BuildWith("Train", "-p:Runs=lora").AssertRan("Prepare", "lora/42 Train");
        var wrong = _workspace.BuildWith("Train", "-p:Runs=lore");
        Assert.Contains(
            "error EXP2001: The property Runs names 'lore', which is not a run of experiment 'small'. Did you mean 'lora'? "
                + "Valid runs: full, lora.",
            wrong.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Status_says_what_is_stale_and_why_and_runs_nothing()
    {
        _workspace.Build();
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        var status = _workspace.BuildWith("Status");
        Assert.Equal(0, status.ExitCode);
        Assert.Empty(status.Ran);
        Assert.Matches("lora/42 +Train +stale +learning_rate 0.002 → 0.001", status.Output);
        Assert.Matches("lora/42 +Predict +stale +waits for runs/lora/42/train", status.Output);
        Assert.Matches("full/42 +Train +fresh", status.Output);
        var json = _workspace.BuildWith(
            "Status", "-p:StatusFormat=json", $"-p:OutputPath={Workspace.Escape(_workspace.At("status.json"))}").Output;
        Assert.Contains("\"state\": \"stale\"", json, StringComparison.Ordinal);
        AssertSame(status.Output, _workspace.Read("status.json"));
    }

    /// <summary>The file's stages, read as JSON, are those of the table that people see.</summary>
    private static void AssertSame(string table, string json)
    {
        using var file = JsonDocument.Parse(json);
        var stages = file.RootElement.GetProperty("stages").EnumerateArray().ToList();
        foreach (var stage in stages)
        {
            var run = stage.GetProperty("run").GetString() is { } name ? $"{name}/{stage.GetProperty("seed")} +" : "";
            Assert.Matches($"small +{run}{stage.GetProperty("stage")} +{stage.GetProperty("state")}", table);
        }

        Assert.Equal(stages.Count, Regex.Count(table, "^ *small ", RegexOptions.Multiline));
    }
}
