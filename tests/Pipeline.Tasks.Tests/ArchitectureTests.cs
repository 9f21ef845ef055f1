namespace Emotune.Pipeline.Tests;

/// <summary>Who may use what; read off the source.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("Pipeline.Tasks/Tasks", "TorchSharp", "YamlDotNet")]
    [InlineData("Pipeline.Tasks/Plan", "Microsoft.Build", "Emotune.Model", "TorchSharp", "YamlDotNet", "ScottPlot")]
    [InlineData("Pipeline.Tasks/Execution", "Microsoft.Build", "TorchSharp", "YamlDotNet", "ScottPlot")]
    [InlineData("Pipeline.Tasks/Spec", "Microsoft.Build", "TorchSharp", "ScottPlot")]
    [InlineData("Pipeline.Tasks/Reporting", "Microsoft.Build", "TorchSharp", "YamlDotNet", "Emotune.Pipeline.Spec",
        "Emotune.Pipeline.Execution")]
    [InlineData("Model/Network", "Emotune.Model.Training", "Emotune.Model.Artifacts", "Emotune.Model.Data")]
    [InlineData("Model/Lora", "Emotune.Model.Training", "Emotune.Model.Artifacts", "Emotune.Model.Data")]
    [InlineData("Model/Metrics", "TorchSharp", "Emotune.Model.Network", "Emotune.Model.Training", "Emotune.Model.Artifacts",
        "Emotune.Model.Data")]
    [InlineData("Model/Calibration", "TorchSharp", "Emotune.Model.Network", "Emotune.Model.Training", "Emotune.Model.Artifacts",
        "Emotune.Model.Data")]
    [InlineData("Model", "Microsoft.Build", "YamlDotNet", "ScottPlot", "Emotune.Pipeline")]
    public void A_folder_does_not_use_what_lies_beyond_it(string folder, params string[] forbidden)
    {
        var found = Sources(folder)
            .SelectMany(
                f => Usings(f).Where(u => forbidden.Any(n => u == n || u.StartsWith(n + ".", StringComparison.Ordinal)))
                    .Select(u => $"{Path.GetFileName(f)}: {u}"));
        Assert.Empty(found);
    }

    [Fact]
    public void YAML_is_parsed_in_the_reader_alone() =>
        Assert.Equal(
            ["Yaml"],
                Sources("Pipeline.Tasks").Where(f => Usings(f).Any(u => u.StartsWith("YamlDotNet", StringComparison.Ordinal)))
                    .Select(f => Path.GetFileName(Path.GetDirectoryName(f))!).Distinct());

    private static IEnumerable<string> Usings(string file) => File.ReadLines(file)
        .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';'))
        .Select(l => l["using ".Length..^1].Replace("static ", "", StringComparison.Ordinal).Split('=')[^1].Trim());

    private static IEnumerable<string> Sources(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Experiments.proj")))
            root = root.Parent;
        return Directory.EnumerateFiles(Path.Combine(root.FullName, "src", folder), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));
    }
}
