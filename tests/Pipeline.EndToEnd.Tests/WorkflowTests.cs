using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The example of a CI pipeline, its commands run in two clones, the cache carried from the one to the other.</summary>
public sealed class WorkflowTests : IDisposable
{
    private readonly Copy _first = new();
    private readonly Copy _second = new();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public void The_second_clone_has_nothing_to_do()
    {
        var workflow = File.ReadAllText(Path.Combine(Repository.Root, ".github", "workflows", "experiments.yml"));
        // What a machine keeps for all its builds is below ~, and is no result.
        var cached = Regex.Matches(workflow, @"uses: actions/cache@v4\s+with:\s+path: (\|(?:\n {12}\S+)+|\S+)")
            .SelectMany(m => m.Groups[1].Value.Split((char[])['|', '\n', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(p => !p.StartsWith('~')).ToArray();
        Assert.Equal(["artifacts"], cached);

        Assert.Contains("full/42 Train", Ran(_first, workflow));
        foreach (var path in cached) Tool.Run("cp", "-r", _first.At(path), _second.At(path));
        Assert.Empty(Ran(_second, workflow));
        Assert.Equal(File.ReadAllText(_first.At("summary.md")), File.ReadAllText(_second.At("summary.md")));
        foreach (Match kept in Regex.Matches(workflow, @"^ {12}(artifacts/\S+)$", RegexOptions.Multiline))
            Assert.NotEmpty(Directory.EnumerateFiles(_second.At(kept.Groups[1].Value)));
    }

    /// <summary>Runs every command of the workflow, each of which must succeed; the stages that this asked for.</summary>
    private static string[] Ran(Copy clone, string workflow)
    {
        var environment = new Dictionary<string, string>
        {
            ["GITHUB_STEP_SUMMARY"] = clone.At("summary.md"),
            ["_WorkerAssembly"] = Repository.RecordingWorker,
            ["RECORD_TO"] = clone.At("asked.log"),
        };
        var commands = Regex.Matches(workflow, @"^ +run: (.+)$", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(4, commands.Length);
        foreach (var command in commands)
        {
            var result = Shell.Run(command, clone.Root, environment);
            Assert.True(result.ExitCode == 0, command + "\n" + result.Output);
        }
        return File.Exists(clone.At("asked.log")) ? File.ReadAllLines(clone.At("asked.log")) : [];
    }
}
