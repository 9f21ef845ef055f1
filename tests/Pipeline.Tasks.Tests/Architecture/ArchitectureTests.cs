using System.Reflection;
using System.Text.RegularExpressions;
using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tests.Architecture;

/// <summary>Who may use what; read off the built assemblies and the sources.</summary>
public sealed class ArchitectureTests
{
    private const string CoreOrder = "Diagnostics, Platform; Files, Randomness, Metrics, Texts; Tokenization, Calibration; Exported";
    private const string ModelOrder = "Native; Network; Kernels; Lora; Artifacts; Resampling; Evaluation, Onnx; Data; Prediction; "
        + "Losses, Optimization; Training; Pretraining, Explanation; Comparison; Stages";
    private const string PipelineOrder = "Spec, Reporting, Acquisition; Plan; Execution; Results; Tasks";
    private static readonly Assembly Core = typeof(DiagnosticException).Assembly;
    private static readonly Assembly Model = typeof(StageLayout).Assembly;
    private static readonly Assembly Pipeline = typeof(StageKey).Assembly;

    [Fact]
    public void No_folder_of_the_core_uses_one_that_uses_it() =>
        Assert.Empty(RoomGraph.Of(Core, "Emotune", "Core").Circle());

    [Fact]
    public void No_folder_of_the_model_uses_one_that_uses_it() =>
        Assert.Empty(RoomGraph.Of(Model, "Emotune.Model", "Model").Circle());

    [Fact]
    public void No_folder_of_the_pipeline_uses_one_that_uses_it() =>
        Assert.Empty(RoomGraph.Of(Pipeline, "Emotune.Pipeline", "Pipeline.Tasks").Circle());

    [Fact]
    public void A_folder_of_the_core_uses_only_those_before_it() =>
        Assert.Empty(RoomGraph.Of(Core, "Emotune", "Core").Against(CoreOrder));

    [Fact]
    public void A_folder_of_the_model_uses_only_those_before_it() =>
        Assert.Empty(RoomGraph.Of(Model, "Emotune.Model", "Model").Against(ModelOrder));

    [Fact]
    public void A_folder_of_the_pipeline_uses_only_those_before_it() =>
        Assert.Empty(RoomGraph.Of(Pipeline, "Emotune.Pipeline", "Pipeline.Tasks").Against(PipelineOrder));

    [Theory]
    [InlineData("Core", CoreOrder)]
    [InlineData("Model", ModelOrder)]
    [InlineData("Pipeline.Tasks", PipelineOrder)]
    public void The_order_is_written_down_and_holds_every_folder(string project, string order)
    {
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "build/README.md"));
        Assert.Contains($"| `src/{project}` | {order} |", documented, StringComparison.Ordinal);
        var folders = SourceFile.AllIn(project).Where(f => f.Folder != "src/" + project).Select(f => f.Folder.Split('/')[2]).Distinct();
        Assert.Equal(folders.Order(StringComparer.Ordinal), order.Split("; ").SelectMany(l => l.Split(", ")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_use_of_an_equal_or_later_or_unknown_folder_breaks_the_order()
    {
        var graph = new RoomGraph(
            [new("B", "A", "b uses a"), new("B", "C", "b uses c"), new("C", "D", "c uses d"), new("A", "X", "a uses x")]);
        Assert.Equal(["B → C: b uses c", "A → X: a uses x"], graph.Against("A, D; B, C"));
    }

    [Fact]
    public void A_circle_is_found_and_told_arrow_by_arrow()
    {
        var graph = new RoomGraph([new("A", "B", "a uses b"), new("B", "C", "b uses c"), new("C", "B", "c uses b"), new("A", "A", "a")]);
        Assert.Equal(["B → C: b uses c", "C → B: c uses b"], graph.Circle());
    }

    [Theory]
    [InlineData("Pipeline.Tasks/Tasks", "TorchSharp", "YamlDotNet")]
    [InlineData("Pipeline.Tasks/Plan", "Microsoft.Build", "TorchSharp", "YamlDotNet", "ScottPlot", "Emotune.Pipeline.Tasks")]
    [InlineData("Pipeline.Tasks/Execution", "Microsoft.Build", "TorchSharp", "YamlDotNet", "ScottPlot")]
    [InlineData("Pipeline.Tasks/Spec", "Microsoft.Build", "TorchSharp", "ScottPlot")]
    [InlineData("Pipeline.Tasks/Results", "Microsoft.Build", "TorchSharp", "YamlDotNet", "ScottPlot")]
    [InlineData("Pipeline.Tasks/Reporting", "Microsoft.Build", "TorchSharp", "YamlDotNet", "Emotune.Pipeline.Spec",
        "Emotune.Pipeline.Plan", "Emotune.Pipeline.Execution", "Emotune.Pipeline.Results", "Emotune.Pipeline.Tasks")]
    [InlineData("Model/Network", "Emotune.Model.Training", "Emotune.Model.Artifacts", "Emotune.Model.Data")]
    [InlineData("Model/Lora", "Emotune.Model.Training", "Emotune.Model.Artifacts", "Emotune.Model.Data")]
    [InlineData("Model/Kernels", "Emotune.Model.Training", "Emotune.Model.Artifacts", "Emotune.Model.Data")]
    [InlineData("Core", "TorchSharp", "Parquet", "Microsoft.Build", "YamlDotNet", "ScottPlot", "Emotune.Model", "Emotune.Pipeline")]
    [InlineData("Model/Resampling", "TorchSharp", "Emotune.Model.Network", "Emotune.Model.Artifacts", "Emotune.Calibration")]
    [InlineData("Model", "Microsoft.Build", "YamlDotNet", "ScottPlot", "Emotune.Pipeline")]
    public void A_folder_does_not_use_what_lies_beyond_it(string folder, params string[] forbidden)
    {
        var found =
            from source in SourceFile.AllIn(folder)
            from used in source.Usings
            where forbidden.Any(n => used == n || used.StartsWith(n + ".", StringComparison.Ordinal))
            select $"{source.Name}: {used}";
        Assert.Empty(found);
    }

    [Fact]
    public void What_a_service_needs_without_libtorch_does_not_know_it() =>
        Assert.DoesNotContain(Core.GetReferencedAssemblies(), a => a.Name is "TorchSharp" or "Parquet" or "Emotune.Model");

    [Fact]
    public void The_statistics_of_resamples_do_not_touch_libtorch()
    {
        var found =
            from type in Model.GetTypes()
            where type.Namespace is { } name && (name + ".").StartsWith("Emotune.Model.Resampling.", StringComparison.Ordinal)
            from used in TypeUses.Of(type)
            where used.Assembly.GetName().Name == "TorchSharp"
            select $"{type.Name}: {used.Name}";
        Assert.Empty(found);
    }

    [Fact]
    public void YAML_is_parsed_in_the_reader_alone() =>
        Assert.Equal(
            ["src/Pipeline.Tasks/Spec/Yaml"],
            SourceFile.AllIn("Pipeline.Tasks").Where(f => f.Usings.Any(u => u.StartsWith("YamlDotNet", StringComparison.Ordinal)))
                .Select(f => f.Folder).Distinct());

    /// <summary>A stage's plan knows the names of files and folders, and nothing of how they are made.</summary>
    [Fact]
    public void The_plan_knows_the_model_by_the_names_of_its_stages_and_files_alone()
    {
        Type[] names = [typeof(StageKind), typeof(StageDefinition), typeof(StageLayout), typeof(ModelLayout)];
        var plan = SourceFile.AllIn("Pipeline.Tasks/Plan").ToList();
        Assert.DoesNotContain(
            plan.SelectMany(f => f.Usings),
            u => u.StartsWith("Emotune.Model", StringComparison.Ordinal) && u != names[0].Namespace);
        var others = names[0].Assembly.GetTypes().Where(t => t.Namespace == names[0].Namespace && !t.IsNested && !t.Name.StartsWith('<'))
            .Except(names).Select(t => t.Name);
        var code = string.Join('\n', plan.SelectMany(f => f.Lines).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)));
        Assert.DoesNotContain(others, t => Regex.IsMatch(code, $@"\b{t}\b"));
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var roots = new Dictionary<string, string>
        {
            ["Core"] = "Emotune",
            ["Model"] = "Emotune.Model",
            ["Pipeline.Tasks"] = "Emotune.Pipeline",
        };
        Assert.Empty(
            from project in roots
            from source in SourceFile.AllIn(project.Key)
            let expected = project.Value + source.Folder[("src/" + project.Key).Length..].Replace('/', '.')
            where source.Namespace != expected
            select $"{source.Folder}/{source.Name}: {source.Namespace}");
    }

    [Fact]
    public void No_word_is_said_in_two_vocabularies()
    {
        string[] all = [.. Named(Core), .. Named(Model), .. Named(Pipeline)];
        Assert.Empty(all.GroupBy(n => n).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    private static HashSet<string> Named(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(t => !t.IsNested && t.Namespace?.StartsWith("Emotune.", StringComparison.Ordinal) == true && !t.Name.StartsWith('<'))
            .Select(t => t.Name),
    ];
}
