using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The documentation's commands as they are written, on small made-up folders. The recording worker plays the stages.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    /// <summary>In the order in which their commands run.</summary>
    private static readonly string[] Documents =
        ["README.md", "docs/goemotions.md", "docs/results.md", "docs/program.md", "docs/export.md", "docs/ci.md", "CONTRIBUTING.md"];

    /// <summary>Not run here, and why.</summary>
    private static readonly (string Beginning, string Reason)[] Exceptions =
    [
        ("dotnet test ", "would run these tests within themselves"),
        ("EMOTUNE_UPDATE_GOLDEN=1 dotnet test ", "would run these tests within themselves"),
        ("dotnet format ", "is CI's own step"),
        ("npm ci ", "needs the network"),
        ("dotnet run -c Release --project tests/Benchmarks", "measures for minutes"),
        ("dotnet run -c Release --project tests/Fuzz", "tries inputs for minutes"),
        ("dotnet new install Emotune.Templates", "needs the published packages: run for real in SdkTests"),
        ("dotnet new emotune", "needs the published packages: run for real in SdkTests"),
        ("dotnet new console ", "makes a project of its own: run for real in ProgramTests"),
        ("dotnet add ../labels ", "makes a project of its own: run for real in ProgramTests"),
        ("dotnet run --project ../labels ", "makes a project of its own: run for real in ProgramTests"),
        ("dotnet build Experiments.proj -t:Classify", "needs a trained model: run for real in QuickstartTests"),
        ("dotnet build Experiments.proj -t:Export", "needs a trained model: run for real in QuickstartTests"),
    ];

    private readonly Copy _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void Every_command_of_the_documentation_works()
    {
        var commands = Documents.SelectMany(d => Commands(File.ReadAllText(_clone.At(d)))).ToArray();
        Assert.All(Exceptions, e => Assert.Contains(commands, c => c.StartsWith(e.Beginning, StringComparison.Ordinal)));
        MakeUp(File.ReadAllText(_clone.At("README.md")));
        var environment = new Dictionary<string, string>
        {
            ["_WorkerAssembly"] = Repository.RecordingWorker,
            ["HF_HUB_OFFLINE"] = "1",
        };

        var run = commands.Where(c => !Exceptions.Any(e => c.StartsWith(e.Beginning, StringComparison.Ordinal))).ToArray();
        Assert.True(run.Length >= 10, string.Join('\n', run));
        foreach (var command in run)
        {
            var result = Shell.Run(command.Replace("$HOME", _clone.At("home"), StringComparison.Ordinal), _clone.Root, environment);
            Assert.True(result.ExitCode == 0, command + "\n" + result.Output);
            // A baseline needs figures.
            if (command == "cp -r artifacts before")
                MakeUpFigures();
        }
        foreach (var experiment in new[] { "quickstart", "tickets", "goemotions", "goemotions-distilbert", "goemotions-roberta" })
            Assert.True(File.Exists(_clone.At($"artifacts/{experiment}/report/index.html")), experiment);
        Assert.True(File.Exists(_clone.At("home/project/artifacts/tickets/report/index.html")));
    }

    private void MakeUpFigures()
    {
        foreach (var run in new[] { "full", "lora" })
            MadeUpEvaluation.Write(_clone.At($"before/quickstart/runs/{run}/42"), 0.5);
    }

    // Nobody types `…`: every command stands alone in a block.
    private static IEnumerable<string> Commands(string document) =>
        Blocks().Matches(document).Where(m => m.Groups["language"].Value == "sh").SelectMany(m => m.Groups["text"].Value.Split('\n'))
            .Select(l => l.Trim()).Where(l => l.Length > 0);

    private void MakeUp(string readme)
    {
        var blocks = Blocks().Matches(readme);
        foreach (var file in new[] { "experiments/tickets.yaml", "home/project/tickets.yaml" })
            Write(file, blocks.Single(m => m.Groups["language"].Value == "yaml").Groups["text"].Value);
        var rows = blocks.Single(m => m.Groups["language"].Value == "csv").Groups["text"].Value;
        foreach (var split in new[] { "train", "validation", "test" })
        {
            foreach (var folder in new[] { "home/data", "home/project" })
                Write($"{folder}/tickets/{split}.csv", string.Join('\n', rows.Split('\n').Select(l => l.Trim())));
        }

        // Each has a digest of its own: no split may be another.
        foreach (var file in new[] { "train.tsv", "dev.tsv", "test.tsv" })
            Write("home/data/goemotions/" + file, $"a fine day for {file}\t0\tx\n");
        Write("home/data/goemotions/emotions.txt", "joy\n");
        foreach (var model in new[] { "all-MiniLM-L6-v2", "distilbert-base-uncased", "roberta-base" })
        {
            foreach (var file in new[] { "config.json", "model.safetensors", "vocab.txt" })
                Write($"home/models/{model}/{file}", model + " " + file + "\n");
        }

        foreach (var file in new[] { "config.json", "model.safetensors", "vocab.txt" })
            Write($"home/project/all-MiniLM-L6-v2/{file}", "a copy of " + file + "\n");
        foreach (var file in new[] { "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json" })
            Write($"home/models/all-MiniLM-L6-v2/{file}", "{}\n");
        foreach (var experiment in Directory.EnumerateFiles(_clone.At("experiments"), "goemotions*.yaml"))
            PinWhatIsMadeUp(experiment);
        // Where no root is given, what is beside the experiments is taken, and nothing is fetched.
        Tool.Run("cp", "-r", _clone.At("home/data/goemotions"), _clone.At("home/models/all-MiniLM-L6-v2"), _clone.At("experiments"));
    }

    // The shipped experiments have the digests of the real files.
    private void PinWhatIsMadeUp(string experiment)
    {
        var text = DataDigests().Replace(
            File.ReadAllText(experiment), m => m.Groups["before"].Value + Sha256("home/data/" + m.Groups["path"].Value));
        File.WriteAllText(experiment, ModelDigests().Replace(
            text, m => m.Groups["before"].Value + Sha256("home/models/all-MiniLM-L6-v2/" + m.Groups["file"].Value)));
    }

    private string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_clone.At(file))));

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_clone.At(file))!);
        File.WriteAllText(_clone.At(file), text);
    }

    [GeneratedRegex(@"(?<before>path: (?<path>goemotions/\S+)\n +url: \S+\n +sha256: )[0-9a-f]{64}")]
    private static partial Regex DataDigests();

    [GeneratedRegex(@"(?<before>\n    (?<file>[a-z_]+\.[a-z]+): )[0-9a-f]{64}")]
    private static partial Regex ModelDigests();

    [GeneratedRegex(@"^ *```(?<language>\w*)\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
