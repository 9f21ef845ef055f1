namespace Emotune.Pipeline.EndToEnd;

/// <summary>A small experiment in a temporary folder, its stages played by the recording worker.</summary>
public sealed class Workspace : IDisposable
{
    public Workspace(string name = "an experiment")
    {
        Root = Path.Combine(Directory.CreateTempSubdirectory("emotune").FullName, name);
        Directory.CreateDirectory(Path.Combine(Root, "encoder"));
        Write("experiment.yaml", Experiment);
        Write("train.tsv", "a good day\t0\tt1\na bad day\t1\tt2\n");
        Write("dev.tsv", "a fine day\t0\tv1\n");
        Write("test.tsv", "some day\t0\te1\nno day\t1\te2\nany day\t0,1\te3\n");
        Write("labels.txt", "joy\ngrief\n");
        foreach (var file in new[] { "config.json", "model.safetensors", "vocab.txt" })
            Write("encoder/" + file, file + "\n");
    }

    public const string Experiment = """
        # A comment.
        name: small
        data: {format: tsv-label-ids, train: train.tsv, validation: dev.tsv, test: test.tsv, labels: labels.txt}
        backbone: {path: encoder}
        head: {pooling: mean}
        runs:
          full: {method: full, learning_rate: 2.0e-4}
          lora: {method: lora, learning_rate: 0.002, lora: {rank: 8}}
        seeds: [42]
        explanation: {method: leave_one_out, comments: 2}

        """;

    /// <summary>The stages that all runs share, after those of the runs.</summary>
    public static string[] FromCompare { get; } = ["Compare", "Plot", "Agree", "Report"];

    public static IReadOnlyList<string> AllStages { get; } =
    [
        "Prepare", "full/42 Train", "lora/42 Train", "full/42 Predict", "lora/42 Predict", "full/42 Calibrate", "lora/42 Calibrate",
        "full/42 Evaluate", "lora/42 Evaluate", .. FromCompareExplaining("full/42", "lora/42"),
    ];

    public static string[] AfterLoraTrain { get; } =
        ["lora/42 Train", "lora/42 Predict", "lora/42 Calibrate", "lora/42 Evaluate", .. FromCompareExplaining("lora/42")];

    /// <summary>From Compare on where the given runs are explained anew.</summary>
    public static string[] FromCompareExplaining(params string[] runs) =>
        ["Compare", "Plot", "Report without explanations", .. runs.Select(r => r + " Explain"), "Agree", "Report"];

    public string Root { get; }

    public string Artifacts => Path.Combine(Root, "artifacts", "small");

    public string Artifact(string file) => Path.Combine(Artifacts, file);

    /// <summary>Where the recording worker writes what it was asked.</summary>
    public string Log => Path.Combine(Root, "asked.log");

    public Dictionary<string, string> Environment { get; } = [];

    public string At(string file) => Path.Combine(Root, file);

    public string Read(string file) => File.ReadAllText(At(file));

    public void Write(string file, string text) => File.WriteAllText(At(file), text);

    public void Edit(string file, string from, string to)
    {
        var text = Read(file);
        Assert.Contains(from, text, StringComparison.Ordinal);
        Write(file, text.Replace(from, to, StringComparison.Ordinal));
    }

    public BuildResult Build(params string[] arguments) => BuildWith("Report", arguments);

    public BuildResult BuildWith(string target, params string[] arguments)
    {
        File.Delete(Log);
        var result = BuildBesides(target, arguments);
        return result with { Ran = File.Exists(Log) ? File.ReadAllLines(Log) : [] };
    }

    /// <summary>A build that others may run beside: what it asked for stays in <see cref="Log"/> with what they asked for.</summary>
    public BuildResult BuildBesides(string target, params string[] arguments) =>
        DotnetBuild.Run(Root, [.. Arguments(target), .. arguments], new Dictionary<string, string>(Environment) { ["RECORD_TO"] = Log });

    /// <summary>Every stage is fresh, by <c>Status</c> and by <c>-question</c>.</summary>
    public void AssertFresh()
    {
        var question = Question();
        Assert.True(question.ExitCode == 0, question.Output);
        Assert.Contains("\"state\": \"fresh\"", question.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch("\"state\": \"(stale|in the store)\"", question.Output);
    }

    /// <summary>Something is stale, by <c>Status</c> and by <c>-question</c>.</summary>
    public void AssertStale()
    {
        var question = Question();
        Assert.True(question.ExitCode != 0, question.Output);
        Assert.Matches("\"state\": \"(stale|in the store)\"", question.Output);
    }

    private BuildResult Question()
    {
        var question = BuildWith("Status", "-t:Report", "-p:StatusFormat=json", "-question");
        Assert.Empty(question.Ran);
        return question;
    }

    public IEnumerable<string> Arguments(string target) =>
    [
        "-t:" + target, $"-p:Experiment={Escape(At("experiment.yaml"))}", $"-p:ArtifactsRoot={Escape(At("artifacts"))}",
        $"-p:_WorkerAssembly={Escape(Repository.RecordingWorker)}",
    ];

    // As MSBuild's command line wants it; what a shell does to it is not at issue here.
    public static string Escape(string path) =>
        string.Concat(path.Select(c => "%*?@$();'\",".Contains(c, StringComparison.Ordinal) ? $"%{(int)c:X2}" : c.ToString()));

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}
