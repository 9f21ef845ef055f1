using System.Text.RegularExpressions;

namespace Emotune.Pipeline.EndToEnd.Packages;

/// <summary>The program of the package's own page, in a folder that knows nothing of the repository.</summary>
[Collection(QuickstartCollection.Name)]
public sealed partial class LibraryTests(QuickstartBuild quickstart) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("emotune-library").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_program_with_the_package_labels_texts_for_this_system_or_for_none()
    {
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder}/cache" /></config>
              <fallbackPackageFolders><clear /><add key="machine" value="{PackedFeed.MachineCache}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="feed" value="{PackedFeed.Folder}" /></packageSources>
            </configuration>
            """);
        Run("dotnet new console -o labels && dotnet add labels package Emotune");
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/Model/README.md"));
        File.WriteAllText(Path.Combine(_folder, "labels/Program.cs"), Program().Match(page).Groups["text"].Value);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "artifacts"), quickstart.Root);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "experiments"), Path.Combine(Repository.Root, "experiments"));

        // A link into the folder of packages instead of 480 MB; what loads them must not write there.
        const string link = "-p:CreateHardLinksForCopyFilesToOutputDirectoryIfPossible=true";
        foreach (var system in new[] { "", "-r linux-x64 --self-contained false" })
        {
            var output = Run($"dotnet build labels -v:q {system} {link} && dotnet run --no-build --project labels {system}");
            Assert.Matches(@"(?m)^thank you so much for the help\n(?:  \w+ [01]\.\d\d\n)*  gratitude [01]\.\d\d\n", output);
            Assert.DoesNotMatch(@"warning [A-Z]+\d", output);
        }
    }

    private string Run(string command)
    {
        var run = Shell.Run("unset NUGET_PACKAGES; " + command, _folder, new Dictionary<string, string>());
        Assert.True(run.ExitCode == 0, command + "\n" + run.Output);
        return run.Output;
    }

    [GeneratedRegex(@"^```csharp\n(?<text>using Emotune\.Model;.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Program();
}
