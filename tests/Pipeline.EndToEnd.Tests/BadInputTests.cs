namespace Emotune.Pipeline.EndToEnd;

/// <summary>What a user who made mistakes is told.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void All_problems_of_an_experiment_are_reported_at_once_with_their_place()
    {
        _workspace.Write("experiment.yaml", """
            name: small
            data: {format: tsv-label-ids, train: train.tsv, validation: dev.tsv, test: absent.tsv, labels: labels.txt}
            backbone: {path: encoder}
            trainnig: {epochs: 1}
            runs:
              full: {method: full, learning_rate: -1}
            seeds: [42]
            seeds: [43]

            """);
        var build = _workspace.Build();
        Assert.Equal(1, build.ExitCode);
        Assert.Matches(@"experiment\.yaml\(2,\d+\): error EXP1\d{3}: .*absent\.tsv", build.Output);
        Assert.Matches(@"experiment\.yaml\(4,1\): error EXP1\d{3}: .*trainnig", build.Output);
        Assert.Matches(@"experiment\.yaml\(6,\d+\): error EXP1\d{3}: .*-1", build.Output);
        Assert.Matches(@"experiment\.yaml\(8,1\): error EXP1\d{3}: .*seeds", build.Output);
        Assert.DoesNotContain("   at ", build.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_workspace.At("artifacts")));
        Assert.Empty(build.Ran);
    }

    [Fact]
    public void A_tab_is_told_where_it_stands_and_what_to_do()
    {
        _workspace.Edit("experiment.yaml", "name: small", "\tname: small");
        var build = _workspace.Build();
        Assert.Equal(1, build.ExitCode);
        Assert.Matches(
            @"experiment\.yaml\(2,1\): error EXP1008: .*A tab indents the line, where only spaces are valid\. Replace each tab by spaces\.",
            build.Output);
    }

    [Fact]
    public void An_experiment_that_is_not_there_is_one_coded_error()
    {
        var build = DotnetBuild.Run(
            _workspace.Root, ["-t:Report", "-p:Experiment=no-such", $"-p:ArtifactsRoot={Workspace.Escape(_workspace.At("artifacts"))}"]);
        Assert.Equal(1, build.ExitCode);
        Assert.Contains(
            "error EXP2002: The property Experiment names 'no-such', which was not found.", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_an_error_at_its_line()
    {
        _workspace.Write("train.tsv", "a good day\t0\tt1\na bad day\t9\tt2\nno label\n");
        var build = DotnetBuild.Run(
            _workspace.Root,
                [.. _workspace.Arguments("Prepare").Where(a => !a.Contains("_WorkerAssembly", StringComparison.Ordinal)),
                    .. RealTokenizer()]);
        Assert.Equal(1, build.ExitCode);
        Assert.Matches(@"train\.tsv\(2.*\): error EXP3007", build.Output);
        Assert.Matches(@"train\.tsv\(3.*\): error EXP3", build.Output);
        Assert.False(Directory.Exists(Path.Combine(_workspace.Artifacts, "data")));
    }

    private IEnumerable<string> RealTokenizer()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "experiments", "quickstart", "encoder")))
            File.Copy(file, _workspace.At("encoder/" + Path.GetFileName(file)), overwrite: true);
        // It has positions for no more.
        return ["-p:Set=data.max_length=64"];
    }
}
