namespace Emotune.Pipeline.EndToEnd;

/// <summary>What a build says while it runs: to a person, and to CI.</summary>
public sealed class ProgressTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void CI_hears_of_a_stage_once_and_a_person_how_far_it_is()
    {
        _workspace.Environment["CI"] = "true";
        var quiet = _workspace.Build();
        quiet.AssertRan([.. Workspace.AllStages]);
        Assert.All(
            Workspace.AllStages.SkipLast(1), stage => Assert.Single(Lines(quiet), l => l == stage + ": no result yet"));
        Assert.Single(Lines(quiet), l => l == "Report: the explanations are in");
        Assert.DoesNotContain(Lines(quiet), l => l.EndsWith(": recorded", StringComparison.Ordinal));
        Assert.EndsWith(
            "report/index.html", Lines(quiet).Last(l => l.StartsWith("Report: ", StringComparison.Ordinal)), StringComparison.Ordinal);

        _workspace.Environment["CI"] = "";
        _workspace.Edit("experiment.yaml", "0.002", "0.001");
        Assert.Contains("lora/42 Train: recorded", Lines(_workspace.Build()));
    }

    [Fact]
    public void Either_can_be_asked_for()
    {
        _workspace.Environment["CI"] = "true";
        Assert.Contains("Prepare: recorded", Lines(_workspace.BuildWith("Prepare", "-p:Progress=lines")));
        var wrong = _workspace.Build("-p:Progress=loud");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("error EXP2008: The property Progress is 'loud'. Valid: lines, none.", wrong.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(BuildResult build) => build.Output.Split('\n').Select(l => l.Trim());
}
