using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>The README's program as it stands there, over a run that was really trained.</summary>
[Collection(QuickstartCollection.Name)]
public sealed partial class ProgramTests(QuickstartBuild quickstart) : IDisposable
{
    // As a user's own project would be: outside of the repository and its settings.
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifier>linux-x64</RuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <ProjectReference Include="MODEL" />
          </ItemGroup>
        </Project>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-program").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_README_s_program_compiles_and_labels_texts()
    {
        var program = Block().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups["text"].Value;
        Assert.InRange(program.Trim().Split('\n').Length, 5, 12);
        var project = Directory.CreateDirectory(Path.Combine(_folder, "program")).FullName;
        File.WriteAllText(Path.Combine(project, "Program.cs"), program);
        File.WriteAllText(
            Path.Combine(project, "Labels.csproj"),
            Project.Replace("MODEL", Path.Combine(Repository.Root, "src", "Model", "Model.csproj"), StringComparison.Ordinal));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "artifacts"), quickstart.Root);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "experiments"), Path.Combine(Repository.Root, "experiments"));

        var run = Shell.Run("dotnet run --project program/Labels.csproj", _folder, new Dictionary<string, string>());

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Matches(@"(?m)^thank you so much for the help\n(?:  \w+ [01]\.\d\d\n)*  gratitude [01]\.\d\d\n", run.Output);
        Assert.Matches(@"(?m)^where did you find that recipe\?$", run.Output);
        Assert.DoesNotContain("warning", run.Output, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"^```csharp\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
