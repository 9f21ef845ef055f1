using System.Text.RegularExpressions;
using Emotune.Pipeline.EndToEnd.Transformers;

namespace Emotune.Pipeline.EndToEnd.Packages;

/// <summary>The programs that a model card shows, as they stand there, beside the folders that they name.</summary>
[Collection(QuickstartCollection.Name)]
public sealed partial class CardProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-card").FullName;
    private readonly string _card;

    public CardProgramTests(QuickstartBuild quickstart)
    {
        var export = quickstart.Build("Export", "-p:Runs=lora", "-p:Format=all", $"-p:OutputPath={At("exported")}");
        Assert.True(export.ExitCode == 0, export.Output);
        _card = File.ReadAllText(At("exported/README.md"));
        Directory.CreateSymbolicLink(At("artifacts"), quickstart.Root);
        Directory.CreateSymbolicLink(At("encoder"), Path.Combine(Repository.Root, "experiments", "quickstart", "encoder"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Those_in_CSharp_compile_and_run()
    {
        File.WriteAllText(At("nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{At("cache")}" /></config>
              <fallbackPackageFolders><clear /><add key="machine" value="{PackedFeed.MachineCache}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{PackedFeed.Folder}" /></packageSources>
            </configuration>
            """);
        Run("dotnet new console -o card && dotnet add card package Emotune && dotnet add card package Emotune.Onnx");
        var programs = Blocks("csharp");
        Assert.Equal(3, programs.Length);
        for (var i = 0; i < programs.Length; i++)
            File.WriteAllText(At($"card/Program{i}.cs"), AsMethod(programs[i], i));
        File.WriteAllText(At("card/Program.cs"), string.Concat(programs.Select((_, i) => $"Program{i}.Run();\n")));

        const string Link = "-p:CreateHardLinksForCopyFilesToOutputDirectoryIfPossible=true";
        var output = Run($"dotnet build card -v:q {Link} && dotnet run --no-build --project card");
        Assert.DoesNotMatch(@"(warning|error) [A-Z]+\d", output);
    }

    [TransformersFact]
    public void That_in_JavaScript_runs()
    {
        Directory.CreateSymbolicLink(
            At("node_modules"), Path.Combine(Repository.Root, "tests", "Pipeline.EndToEnd.Tests", "Transformers", "node_modules"));
        File.WriteAllText(At("card.mjs"), Assert.Single(Blocks("js")).Replace(
            "await classifier(", "const scores = await classifier(", StringComparison.Ordinal) + "console.log(scores.length);\n");
        Assert.Equal("10", Run("node card.mjs").Trim());
    }

    private string[] Blocks(string language) =>
        [.. Block().Matches(_card).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["text"].Value)];

    // Several programs in one project: the directives stay at the top, the statements become a method.
    private static string AsMethod(string program, int number)
    {
        var (directives, statements) = (program.Split('\n').Where(IsDirective), program.Split('\n').Where(l => !IsDirective(l)));
        return $"{string.Join('\n', directives)}\ninternal static class Program{number}\n{{\n    public static void Run()\n    {{\n"
            + $"{string.Join('\n', statements)}\n    }}\n}}\n";
    }

    private static bool IsDirective(string line) => Regex.IsMatch(line, @"^using [\w.]+;$");

    private string At(string path) => Path.Combine(_folder, path);

    private string Run(string command)
    {
        var run = Shell.Run("unset NUGET_PACKAGES; " + command, _folder, new Dictionary<string, string>());
        Assert.True(run.ExitCode == 0, command + "\n" + run.Output);
        return run.Output;
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
