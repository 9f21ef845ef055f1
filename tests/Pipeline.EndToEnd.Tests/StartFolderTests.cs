namespace Emotune.Pipeline.EndToEnd;

/// <summary>Relative paths of properties start in the folder where the command is typed, wherever the project lies.</summary>
public sealed class StartFolderTests : IDisposable
{
    private const string Experiment = """
        name: small
        data: {format: tsv-label-ids, train: train.tsv, validation: dev.tsv, test: test.tsv, labels: labels.txt}
        backbone: {path: encoder}
        runs: {lora: {method: lora, learning_rate: 0.002, lora: {rank: 8}}}

        """;

    private readonly Workspace _workspace = new("typed here");

    public StartFolderTests()
    {
        Directory.CreateDirectory(_workspace.At("data"));
        Directory.CreateDirectory(_workspace.At("models"));
        Directory.CreateDirectory(_workspace.At("mine"));
        foreach (var file in new[] { "train.tsv", "dev.tsv", "test.tsv", "labels.txt" })
            File.Move(_workspace.At(file), _workspace.At("data/" + file));
        Directory.Move(_workspace.At("encoder"), _workspace.At("models/encoder"));
        File.Delete(_workspace.At("experiment.yaml"));
        _workspace.Write("mine/small.yaml", Experiment);
        _workspace.Write("more.yaml", "seeds: [7]\n");
    }

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void Every_root_and_path_starts_there()
    {
        var build = Type(
            "-t:Train -p:Experiment=mine/small.yaml -p:DatasetsRoot=data -p:ModelsRoot=./models -p:ArtifactsRoot=out "
            + "-p:Overrides=more.yaml");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(_workspace.At("out/small/runs/lora/7/train/model.safetensors")));

        var status = Type(
            "-t:Status -p:ExperimentsFolder=mine -p:Experiment=small -p:DatasetsRoot=data -p:ModelsRoot=models -p:ArtifactsRoot=out "
            + "-p:OutputPath=status.json -p:Overrides=more.yaml");
        Assert.True(status.ExitCode == 0, status.Output);
        Assert.Matches("lora/7 +Train +fresh", status.Output);
        Assert.Contains("\"state\": \"fresh\"", _workspace.Read("status.json"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Repository.Root, "out")));
    }

    [Fact]
    public void A_variable_of_the_environment_follows_the_same_rule()
    {
        _workspace.Environment["EMOTUNE_DATASETSROOT"] = "data";
        _workspace.Environment["EMOTUNE_MODELSROOT"] = "models";
        _workspace.Environment["EMOTUNE_ARTIFACTSROOT"] = "out";
        _workspace.Environment["EMOTUNE_EXPERIMENT"] = "mine/small.yaml";
        var build = Type("-t:Prepare");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(_workspace.At("out/small/data/train.parquet")));
    }

    [Fact]
    public void Input_Output_and_Baseline_start_there_too()
    {
        const string Roots = " -p:Experiment=mine/small.yaml -p:DatasetsRoot=data -p:ModelsRoot=models -p:ArtifactsRoot=out";
        var missing = Type("-t:Classify -p:Input=texts.txt" + Roots);
        Assert.Contains("error EXP2008: The property Input is 'texts.txt'", missing.Output, StringComparison.Ordinal);
        _workspace.Write("texts.txt", "");
        Assert.DoesNotContain("The property Input", Type("-t:Classify -p:Input=texts.txt" + Roots).Output, StringComparison.Ordinal);
        Directory.CreateDirectory(_workspace.At("full"));
        _workspace.Write("full/file", "mine");
        Assert.Contains(
            "error EXP2008: The property OutputPath is 'full'", Type("-t:Export -p:OutputPath=full" + Roots).Output,
            StringComparison.Ordinal);
        Assert.Contains(
            $"Looked for: {_workspace.At("before/small/runs")}, {_workspace.At("before/runs")}.",
            Type("-t:Prepare -p:Baseline=before" + Roots).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100% %3B %25 %2")]
    [InlineData("semi;colon, and comma")]
    [InlineData("$(Experiment) @(x) 'q'")]
    public void The_folder_may_have_any_name(string name)
    {
        Directory.CreateDirectory(_workspace.At(name));
        Directory.Move(_workspace.At("data"), _workspace.At(name + "/data"));
        var build = Type(
            "-t:Prepare -p:Experiment=../mine/small.yaml -p:DatasetsRoot=data -p:ModelsRoot=../models -p:ArtifactsRoot=out", name);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(_workspace.At(name + "/out/small/data/train.parquet")));
    }

    [Fact]
    public void Results_lie_beside_the_project_where_no_folder_is_given()
    {
        using var clone = new Copy();
        File.Move(_workspace.At("mine/small.yaml"), _workspace.At("small.yaml"));
        foreach (var file in Directory.EnumerateFiles(_workspace.At("data")))
            File.Move(file, _workspace.At(Path.GetFileName(file)));
        Directory.Move(_workspace.At("models/encoder"), _workspace.At("encoder"));
        var build = Shell.Run(
            $"dotnet build '{clone.At("Experiments.proj")}' -t:Prepare -p:Experiment=small.yaml", _workspace.Root, Environment());
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(File.Exists(clone.At("artifacts/small/data/train.parquet")));
        Assert.False(Directory.Exists(_workspace.At("artifacts")));
    }

    private BuildResult Type(string arguments, string folder = ".")
    {
        var project = Path.GetRelativePath(_workspace.At(folder), Repository.Project);
        return Shell.Run($"dotnet build '{project}' {arguments}", _workspace.At(folder), Environment());
    }

    private Dictionary<string, string> Environment() =>
        new(_workspace.Environment) { ["_WorkerAssembly"] = Repository.RecordingWorker, ["RECORD_TO"] = _workspace.Log };
}
