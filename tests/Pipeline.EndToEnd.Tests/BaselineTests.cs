namespace Emotune.Pipeline.EndToEnd;

/// <summary>A report set beside another artifacts folder.</summary>
public sealed class BaselineTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_folder_without_the_experiment_is_an_error_before_any_work()
    {
        var build = _workspace.Build($"-p:Baseline={Workspace.Escape(_workspace.At("elsewhere"))}");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("error EXP2011: The property Baseline names", build.Output, StringComparison.Ordinal);
        Assert.Empty(build.Ran);
    }

    [Fact]
    public void Only_the_report_depends_on_it()
    {
        _workspace.Build();
        Tool.Run("cp", "-r", _workspace.At("artifacts"), _workspace.At("before"));
        Evaluate("full", 0.5);
        Evaluate("lora", 0.5);
        var beside = $"-p:Baseline={Workspace.Escape(_workspace.At("before"))}";

        _workspace.Build(beside).AssertRan("Report");
        _workspace.Build(beside).AssertRan();
        Evaluate("lora", 0.75);
        _workspace.Build(beside).AssertRan("Report");
        File.AppendAllText(_workspace.At("before/small/runs/lora/42/train/training_log.csv"), "not read\n");
        _workspace.Build(beside).AssertRan();
        _workspace.Build().AssertRan();
    }

    [Fact]
    public void A_damaged_file_is_an_error_at_it_before_any_work()
    {
        _workspace.Build();
        Tool.Run("cp", "-r", _workspace.At("artifacts"), _workspace.At("before"));
        Evaluate("full", 0.5);
        Evaluate("lora", 0.5);
        _workspace.Edit("before/small/runs/lora/42/evaluate/metrics.json", "\"labels\": [", "\"labels\": [null, ");

        var build = _workspace.Build($"-p:Baseline={Workspace.Escape(_workspace.At("before"))}", "-p:Set=training.epochs=2");

        Assert.Equal(1, build.ExitCode);
        Assert.Matches(@"lora/42/evaluate/metrics\.json.*: error EXP4030: ", build.Output);
        Assert.Empty(build.Ran);
    }

    private void Evaluate(string run, double f1) => MadeUpEvaluation.Write(_workspace.At($"before/small/runs/{run}/42"), f1);
}
