namespace Emotune.Pipeline.EndToEnd;

/// <summary>A small experiment in a temporary folder, its stages played by the recording worker.</summary>
public sealed class Workspace : IDisposable
{
    private readonly string _log;

    public Workspace(string name = "an experiment")
    {
        Root = Path.Combine(Directory.CreateTempSubdirectory("emotune").FullName, name);
        _log = Path.Combine(Root, "asked.log");
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

    public static IReadOnlyList<string> AllStages { get; } =
    [
        "Prepare", "full/42 Train", "lora/42 Train", "full/42 Predict", "lora/42 Predict", "full/42 Calibrate", "lora/42 Calibrate",
        "full/42 Evaluate", "lora/42 Evaluate", "full/42 Explain", "lora/42 Explain", "Plot", "Report",
    ];

    public string Root { get; }

    public string Artifacts => Path.Combine(Root, "artifacts", "small");

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
        File.Delete(_log);
        var result = DotnetBuild.Run(Root, [.. Arguments(target), .. arguments], new Dictionary<string, string>(Environment) { ["RECORD_TO"] = _log });
        return result with { Ran = File.Exists(_log) ? File.ReadAllLines(_log) : [] };
    }

    public IEnumerable<string> Arguments(string target) =>
    [
        "-t:" + target, $"-p:Experiment={Escape(At("experiment.yaml"))}", $"-p:ArtifactsRoot={Escape(At("artifacts"))}",
        $"-p:WorkerAssembly={Escape(Repository.RecordingWorker)}",
    ];

    // As MSBuild's command line wants it; what a shell does to it is not at issue here.
    public static string Escape(string path) =>
        path.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(Root)!, recursive: true);
}
