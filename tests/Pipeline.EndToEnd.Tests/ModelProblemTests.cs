namespace Emotune.Pipeline.EndToEnd;

/// <summary>What is wrong with a model is told with its place and the run that has it.</summary>
public sealed class ModelProblemTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void A_problem_without_a_file_stands_at_the_run_and_names_it()
    {
        _workspace.Environment["RECORD_FAIL"] = "full/42 Train";
        var build = _workspace.Build();
        Assert.Equal(1, build.ExitCode);
        Assert.Matches(@"experiment\.yaml\(7,3\): error EXP4999: full/42 Train: made to fail", build.Output);
    }

    [Theory]
    [InlineData("model.safetensors", false, "It is no regular file")]
    [InlineData("config.json", true, "a folder")]
    public void A_pipe_or_a_folder_in_a_files_place_is_refused_before_any_work(string file, bool folder, string why)
    {
        File.Delete(_workspace.At("encoder/" + file));
        Tool.Run(folder ? "mkdir" : "mkfifo", _workspace.At("encoder/" + file));
        var build = _workspace.Build();
        Assert.Equal(1, build.ExitCode);
        Assert.Matches($@"encoder/{file}.*: error EXP4001: .*{why}", build.Output);
        Assert.Empty(build.Ran);
    }

    [Fact]
    public void A_length_beyond_the_encoders_positions_is_told_once_and_before_any_work()
    {
        var encoder = Path.Combine(Repository.Root, "experiments", "quickstart", "encoder");
        foreach (var file in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(encoder, file), _workspace.At("encoder/" + file), overwrite: true);
        _workspace.Edit("experiment.yaml", "labels: labels.txt}", "labels: labels.txt, max_length: 65}");
        var build = _workspace.Build();
        Assert.Equal(1, build.ExitCode);
        var told = build.Output.Split('\n').Where(l => l.Contains("error EXP4114", StringComparison.Ordinal)).Select(l => l.Trim());
        Assert.Matches(
            @"experiment\.yaml\(3,106\): error EXP4114: data\.max_length is 65, but this encoder has positions for at most 64 tokens\.",
            Assert.Single(told.Distinct()));
        Assert.Empty(build.Ran);
    }

    [Fact]
    public void A_name_that_matches_nothing_in_the_encoder_is_an_error_before_any_work()
    {
        var encoder = Path.Combine(Repository.Root, "experiments", "quickstart", "encoder");
        foreach (var file in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(encoder, file), _workspace.At("encoder/" + file), overwrite: true);
        _workspace.Edit("experiment.yaml", "rank: 8", "modules_to_save: [poolr]");
        foreach (var target in new[] { "Status", "Report" })
        {
            var build = _workspace.BuildWith(target);
            Assert.Equal(1, build.ExitCode);
            Assert.Matches(@"experiment\.yaml\(8,\d+\): error EXP1027: 'runs\.lora\.lora\.modules_to_save' has 'poolr'", build.Output);
            Assert.Empty(build.Ran);
        }
    }
}
