using System.Text.RegularExpressions;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Tests;

/// <summary>Who may use what; read off the source.</summary>
public sealed class ArchitectureTests
{
    [Theory]
    [InlineData("Pipeline.Tasks/Tasks", "TorchSharp", "YamlDotNet")]
    [InlineData("Pipeline.Tasks/Plan", "Microsoft.Build", "TorchSharp", "YamlDotNet", "ScottPlot")]
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
        var found = Repository.Sources(folder)
            .SelectMany(
                f => Usings(f).Where(u => forbidden.Any(n => u == n || u.StartsWith(n + ".", StringComparison.Ordinal)))
                    .Select(u => $"{Path.GetFileName(f)}: {u}"));
        Assert.Empty(found);
    }

    [Fact]
    public void The_plan_knows_the_model_by_the_names_of_its_stages_and_files_alone()
    {
        Type[] names = [typeof(StageKind), typeof(StageDefinition), typeof(StageLayout), typeof(ModelLayout)];
        var plan = Repository.Sources("Pipeline.Tasks/Plan").ToList();
        Assert.Equal(
            [names[0].Namespace],
            plan.SelectMany(Usings).Where(u => u.StartsWith("Emotune.Model", StringComparison.Ordinal)).Distinct());
        var others = names[0].Assembly.GetExportedTypes().Where(t => t.Namespace == names[0].Namespace && !t.IsNested)
            .Except(names).Select(t => t.Name);
        var code = string.Join('\n', plan.SelectMany(File.ReadLines).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        Assert.DoesNotContain(others, t => Regex.IsMatch(code, $@"\b{t}\b"));
    }

    [Fact]
    public void YAML_is_parsed_in_the_reader_alone() =>
        Assert.Equal(
            ["Yaml"],
                Repository.Sources("Pipeline.Tasks").Where(f => Usings(f).Any(u => u.StartsWith("YamlDotNet", StringComparison.Ordinal)))
                    .Select(f => Path.GetFileName(Path.GetDirectoryName(f))!).Distinct());

    [Fact]
    public void The_experiment_meets_the_model_in_one_file() =>
        Assert.Equal(
            ["ModelMapping.cs"],
                Repository.Sources("Pipeline.Tasks/Spec").Where(f => Usings(f).Any(u => u.StartsWith("Emotune.Model.", StringComparison.Ordinal)))
                    .Select(Path.GetFileName));

    private static IEnumerable<string> Usings(string file) => File.ReadLines(file)
        .Where(l => l.StartsWith("using ", StringComparison.Ordinal) && l.EndsWith(';'))
        .Select(l => l["using ".Length..^1].Replace("static ", "", StringComparison.Ordinal).Split('=')[^1].Trim());
}
