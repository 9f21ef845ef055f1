using Emotune.Pipeline.EndToEnd;
using Xunit.Abstractions;

namespace Emotune.Pipeline.Faults;

/// <summary>Builds in a fresh clone, where the tasks themselves are still to be built.</summary>
public sealed class FirstBuildTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Eight_first_builds_at_once_build_the_tasks_in_turn_and_compute_each_stage_once()
    {
        using var clone = new Checkout("a fresh clone; 'it' has 100%");
        using var workspace = new Workspace();
        var builds = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Build(clone, workspace, "Report"))));
        Assert.All(builds, b => Assert.True(b.ExitCode == 0, b.Output));
        Assert.Equal(Workspace.AllStages, File.ReadAllLines(workspace.Log));
        // Each has found them stale; whoever's turn came later must have found them built.
        Assert.Single(builds, b => b.Output.Contains("Pipeline.Tasks -> ", StringComparison.Ordinal));
        output.WriteLine(string.Join('\n', builds.Select(b => b.Output)));
        var nothing = Build(clone, workspace, "Report");
        Assert.DoesNotContain("Building the tasks", nothing.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Tasks_that_do_not_compile_are_errors_at_their_place_and_once_they_do_the_build_goes_on()
    {
        using var clone = new Checkout("clone");
        using var workspace = new Workspace();
        var slip = Path.Combine(clone.Root, "src", "Pipeline.Tasks", "Slip.cs");
        File.WriteAllText(slip, "class { }\n");
        var refused = Build(clone, workspace, "Status");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("Slip.cs(1,7): error CS1001: ", refused.Output, StringComparison.Ordinal);
        File.Delete(slip);
        var built = Build(clone, workspace, "Status");
        Assert.True(built.ExitCode == 0, built.Output);
    }

    private static BuildResult Build(Checkout clone, Workspace workspace, string target) => DotnetBuild.Run(
        clone.Root, workspace.Arguments(target), new Dictionary<string, string> { ["RECORD_TO"] = workspace.Log },
        Path.Combine(clone.Root, "Experiments.proj"));
}
