using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The program of docs/program.md as it stands there, over a run that was really trained.</summary>
[Collection(QuickstartCollection.Name)]
public sealed partial class ProgramTests(QuickstartBuild quickstart) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-program").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_documented_program_compiles_and_labels_texts()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/program.md"));
        var program = Block().Match(page).Groups["text"].Value;
        Assert.InRange(program.Trim().Split('\n').Length, 5, 12);
        // A clone of links: what the commands name lies where they say.
        var clone = Directory.CreateDirectory(Path.Combine(_folder, "emotune")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(clone, "artifacts"), quickstart.Root);
        Directory.CreateSymbolicLink(Path.Combine(clone, "experiments"), Path.Combine(Repository.Root, "experiments"));
        var commands = Commands().Match(page).Groups["text"].Value.Trim().Split('\n');
        Assert.Equal(3, commands.Length);

        foreach (var command in commands[..^1])
            Run(command, clone);
        File.WriteAllText(Path.Combine(_folder, "labels", "Program.cs"), program);
        var run = Run(commands[^1], clone);

        Assert.Matches(@"(?m)^thank you so much for the help\n(?:  \w+ [01]\.\d\d\n)*  gratitude [01]\.\d\d\n", run.Output);
        Assert.Matches(@"(?m)^where did you find that recipe\?$", run.Output);
        Assert.DoesNotContain("warning", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static BuildResult Run(string command, string folder)
    {
        var model = Path.Combine(Repository.Root, "src", "Model", "Model.csproj");
        var run = Shell.Run(
            command.Replace("src/Model/Model.csproj", $"'{model}'", StringComparison.Ordinal), folder, new Dictionary<string, string>());
        Assert.True(run.ExitCode == 0, command + "\n" + run.Output);
        return run;
    }

    [GeneratedRegex(@"^```sh\n(?<text>dotnet new console.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex(@"^```csharp\n(?<text>using Emotune\.Model;.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
