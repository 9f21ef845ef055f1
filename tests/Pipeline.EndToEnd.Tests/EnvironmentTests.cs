namespace Emotune.Pipeline.EndToEnd;

/// <summary>MSBuild makes a property of every environment variable. Only those with the prefix act.</summary>
public sealed class EnvironmentTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Variables_that_are_meant_for_other_programs_change_nothing()
    {
        foreach (var name in (string[])[
            "EXPERIMENT", "EXPERIMENTSFOLDER", "RUNS", "SET", "OVERRIDES", "DATASETSROOT", "MODELSROOT", "BASELINE", "STORELIMIT",
            "STATUSFORMAT", "INPUT", "OUTPUTPATH", "OUTDIR", "FORMAT", "QUANTIZE", "FORCE", "KEEP", "ORPHANS", "ARTIFACTSROOT", "PROGRESS",
            "Platform"])
        {
            _workspace.Environment[name] = "other";
            _workspace.Environment[name.ToLowerInvariant()] = "other";
        }

        _workspace.Build().AssertRan([.. Workspace.AllStages]);
        _workspace.AssertFresh();
    }

    [Fact]
    public void The_prefix_makes_a_variable_a_property_and_the_command_line_wins()
    {
        _workspace.Environment["EMOTUNE_RUNS"] = "lora";
        _workspace.Environment["EMOTUNE_Set"] = "seeds=7";
        _workspace.Environment["EMOTUNE_ARTIFACTSROOT"] = _workspace.At("elsewhere");
        _workspace.BuildWith("Train").AssertRan("Prepare", "lora/7 Train");
        Assert.True(Directory.Exists(_workspace.Artifact("runs/lora/7")));
        Assert.False(Directory.Exists(_workspace.At("elsewhere")));

        _workspace.BuildWith("Train", "-p:Runs=full", "-p:Set=seeds=8").AssertRan("full/8 Train");
    }

    [Fact]
    public void A_project_gives_properties_by_the_MSBuild_task()
    {
        _workspace.Environment["RUNS"] = "full";
        _workspace.Write("all.proj", $"""
            <Project>
              <Target Name="All">
                <MSBuild Projects="{Repository.Project}" Targets="Train"
                         Properties="Experiment={Workspace.Escape(_workspace.At("experiment.yaml"))};Runs=lora;
                                     _WorkerAssembly={Repository.RecordingWorker};
                                     ArtifactsRoot={Workspace.Escape(_workspace.At("artifacts"))}" />
              </Target>
            </Project>
            """);
        var environment = new Dictionary<string, string>(_workspace.Environment) { ["RECORD_TO"] = _workspace.Log };
        var result = DotnetBuild.Run(_workspace.Root, ["-t:All", "-nr:false"], environment, _workspace.At("all.proj"));
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(["Prepare", "lora/42 Train"], File.ReadAllLines(_workspace.Log));
    }
}
