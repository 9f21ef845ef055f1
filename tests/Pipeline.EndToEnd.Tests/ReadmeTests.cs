using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The README's commands as they stand there, over small made-up folders, the stages played by the recording worker.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    /// <summary>Not run here, and why.</summary>
    private static readonly (string Beginning, string Reason)[] Exceptions =
    [
        ("dotnet test ", "would run these tests within themselves"),
        ("dotnet run -c Release --project tests/Benchmarks", "measures for minutes"),
        ("dotnet build Experiments.proj -t:Classify", "needs a trained model: run for real in QuickstartTests"),
        ("dotnet build Experiments.proj -t:Export", "needs a trained model: run for real in QuickstartTests"),
    ];

    private readonly Copy _clone = new();

    public void Dispose() => _clone.Dispose();

    [Fact]
    public void Every_command_of_the_README_works()
    {
        var readme = File.ReadAllText(_clone.At("README.md"));
        var commands = Commands(readme).ToArray();
        Assert.All(Exceptions, e => Assert.Contains(commands, c => c.StartsWith(e.Beginning, StringComparison.Ordinal)));
        MakeUp(readme);
        var environment = new Dictionary<string, string> { ["_WorkerAssembly"] = Repository.RecordingWorker };

        var run = commands.Where(c => !Exceptions.Any(e => c.StartsWith(e.Beginning, StringComparison.Ordinal))).ToArray();
        Assert.True(run.Length >= 8, string.Join('\n', run));
        foreach (var command in run)
        {
            var result = Shell.Run(command.Replace("$HOME", _clone.At("home"), StringComparison.Ordinal), _clone.Root, environment);
            Assert.True(result.ExitCode == 0, command + "\n" + result.Output);
        }
        foreach (var experiment in new[] { "quickstart", "tickets", "goemotions", "goemotions-distilbert", "goemotions-roberta" })
            Assert.True(File.Exists(_clone.At($"artifacts/{experiment}/report/index.html")), experiment);
    }

    [Fact]
    public void Every_file_that_the_README_points_to_is_there() =>
        Assert.All(
            Links().Matches(File.ReadAllText(_clone.At("README.md"))).Select(m => m.Groups[1].Value), link =>
                Assert.True(File.Exists(_clone.At(link)), link));

    // Nobody types `…`: every command stands alone in a block.
    private static IEnumerable<string> Commands(string readme) =>
        Blocks().Matches(readme).Where(m => m.Groups["language"].Value == "sh").SelectMany(m => m.Groups["text"].Value.Split('\n'))
            .Select(l => l.Trim()).Where(l => l.Length > 0);

    private void MakeUp(string readme)
    {
        var blocks = Blocks().Matches(readme);
        Write("experiments/tickets.yaml", blocks.Single(m => m.Groups["language"].Value == "yaml").Groups["text"].Value);
        var rows = blocks.Single(m => m.Groups["language"].Value == "csv").Groups["text"].Value;
        foreach (var split in new[] { "train", "validation", "test" })
        {
            Write(
            $"home/data/tickets/{split}.csv", string.Join('\n', rows.Split('\n').Select(l => l.Trim())));
        }

        foreach (var file in new[] { "train.tsv", "dev.tsv", "test.tsv" }) Write("home/data/goemotions/" + file, "a fine day\t0\tx\n");
        Write("home/data/goemotions/emotions.txt", "joy\n");
        foreach (var model in new[] { "all-MiniLM-L6-v2", "distilbert-base-uncased", "roberta-base" })
        {
            foreach (var file in new[] { "config.json", "model.safetensors", "vocab.txt" })
                Write($"home/models/{model}/{file}", model + " " + file + "\n");
        }
    }

    private void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_clone.At(file))!);
        File.WriteAllText(_clone.At(file), text);
    }

    [GeneratedRegex(@"^ *```(?<language>\w*)\n(?<text>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)]+)\)")]
    private static partial Regex Links();
}
