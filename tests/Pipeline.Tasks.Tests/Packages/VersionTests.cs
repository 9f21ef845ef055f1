using System.Text.RegularExpressions;
using System.Xml.Linq;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Tests.Packages;

/// <summary>The version stands in Directory.Build.props. What people copy has to name it as well.</summary>
public sealed partial class VersionTests
{
    private static readonly string Version = XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants()
        .Single(p => p.Name.LocalName == "Version").Value;

    [Fact]
    public void Every_mention_of_a_package_of_Emotune_names_this_version()
    {
        var mentions = Files().SelectMany(file => Mention().Matches(File.ReadAllText(file))
            .Select(m => (File: Path.GetRelativePath(Repository.Root, file), Text: m.Value, Version: m.Groups["version"].Value))).ToArray();
        Assert.Contains(mentions, m => m.File == "src/Emotune.Templates/content/emotune/global.json");
        Assert.Contains(mentions, m => m.File == "src/Emotune.Sdk/README.md");
        Assert.Contains(mentions, m => m.File == "samples/WebService/WebService.csproj");
        Assert.Contains(mentions, m => m.File == "samples/Console/classify.cs");
        Assert.DoesNotContain(mentions, m => m.Version != Version);
    }

    [Fact]
    public void The_changelog_begins_with_this_version() => Assert.StartsWith(
        $"# Changelog\n\n## {Version} ", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")), StringComparison.Ordinal);

    [Fact]
    public void The_assemblies_have_this_version_and_no_manifest_names_it()
    {
        Assert.Equal(Version, ToolVersions.OfEmotune);
        Assert.DoesNotContain(ToolVersions.All(), t => t.Key.Contains("emotune", StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Files() =>
    [
        Path.Combine(Repository.Root, "README.md"),
        .. new[] { "docs", "samples", "src", "build" }.SelectMany(folder => Directory.EnumerateFiles(
            Path.Combine(Repository.Root, folder), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
            .Where(f => Path.GetExtension(f) is ".md" or ".json" or ".csproj" or ".cs" or ".proj" or ".props" or ".targets" or ".yml"
                && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)
                && Path.GetFileName(f) != "packages.lock.json"),
    ];

    // Emotune.Sdk/1.2.3 of an Sdk attribute, @1.2.3 of a program in one file, "Emotune.Sdk": "1.2.3", Include="Emotune" Version="1.2.3".
    [GeneratedRegex("""Emotune(\.\w+)?("?\s*(Version=|:)\s*"|[/@]|\.)(?<version>\d+\.\d+\.\d+)""")]
    private static partial Regex Mention();
}
