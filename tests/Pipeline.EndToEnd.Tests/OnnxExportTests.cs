using System.Text.Json;
using Emotune.Pipeline.EndToEnd.Transformers;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>Export with graphs, over a run that was really trained.</summary>
[Collection(QuickstartCollection.Name)]
public sealed class OnnxExportTests(QuickstartBuild quickstart)
{
    private const int MaxLength = 64;

    // None is too long: transformers.js cuts the last special token off with the rest.
    private static readonly string[] Texts =
    [
        "thank you so much for the help, you saved my day", "where did you find that recipe?", "Ça m'a fait peur… 😱 I was SO scared",
        "a", "[MASK] what a lovely   day", "this goes on and on, and I am sad, and afraid of what the others say of me and of you",
    ];

    [Fact]
    public void A_graph_s_folder_has_what_a_program_needs_and_the_same_bytes_each_time()
    {
        var folder = Export("onnx", "-p:Runs=lora", "-p:Format=onnx");
        Assert.Equal(
            ["README.md", "config.json", "emotune.json", "onnx/model.onnx", "special_tokens_map.json", "tokenizer.json",
                "tokenizer_config.json", "vocab.txt"],
            Files(folder));
        var again = Export("onnx-again", "-p:Runs=lora", "-p:Format=onnx");
        Assert.All(Files(folder), f => Assert.Equal(
            File.ReadAllBytes(Path.Combine(folder, f)), File.ReadAllBytes(Path.Combine(again, f))));

        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "emotune.json")));
        var root = description.RootElement;
        Assert.Equal(1, root.GetProperty("format_version").GetInt32());
        Assert.Equal(64, root.GetProperty("max_length").GetInt32());
        Assert.Equal(10, root.GetProperty("calibration").GetProperty("maps").GetArrayLength());
        Assert.Equal(10, root.GetProperty("thresholds").GetProperty("labels").GetArrayLength());
        Assert.Equal("lora", root.GetProperty("provenance").GetProperty("run").GetString());
        Assert.Equal(
            Files(folder).Where(f => f is not ("emotune.json" or "README.md")),
            root.GetProperty("model").GetProperty("files").EnumerateObject().Select(f => f.Name));
        Assert.Equal("transformers.js", LibraryOf(folder));
    }

    [Fact]
    public void All_is_the_graph_s_folder_and_the_weights_folder_in_one()
    {
        var folder = Export("all", "-p:Runs=full", "-p:Format=all");
        Assert.Equal(
            ["README.md", "config.json", "emotune.json", "head.json", "head.safetensors", "model.safetensors", "onnx/model.onnx",
                "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json", "vocab.txt"],
            Files(folder));
        var weights = Export("weights", "-p:Runs=full", "-p:Format=safetensors");
        Assert.All(Files(weights).Where(f => f != "config.json"), f => Assert.Equal(
            File.ReadAllBytes(Path.Combine(weights, f)), File.ReadAllBytes(Path.Combine(folder, f))));
        Assert.Equal(Plain(weights), Plain(folder));
        Assert.Equal(["transformers", "transformers"], new[] { folder, weights }.Select(LibraryOf));
    }

    [Fact]
    public void The_report_links_what_was_exported_as_long_as_it_is_there()
    {
        var folder = Export("linked", "-p:Runs=lora", "-p:Format=onnx");
        Assert.Equal(1, quickstart.Build("Report", "-question").ExitCode);
        var report = quickstart.Build("Report");
        Assert.True(report.ExitCode == 0, report.Output);
        Assert.DoesNotContain("Plot:", report.Output, StringComparison.Ordinal);
        Assert.Contains("| lora · 42 | ONNX | ", Shown(), StringComparison.Ordinal);
        Assert.Matches(@" \| not measured \| no int8 \| no int8 \| \[exported-linked\]\(\.\./[^)]+/exported-linked/\) \|", Shown());
        Assert.Equal(0, quickstart.Build("Report", "-question").ExitCode);

        Directory.Delete(folder, recursive: true);
        Assert.Equal(0, quickstart.Build("Report").ExitCode);
        Assert.Contains("| exported-linked: deleted or changed since |", Shown(), StringComparison.Ordinal);
        Assert.Equal(0, quickstart.Build("Report", "-question").ExitCode);

        string Shown() => File.ReadAllText(Path.Combine(quickstart.Artifacts, "report", "report.md"));
    }

    [TransformersFact]
    public void Transformers_js_gives_the_pipeline_s_scores_and_label_names()
    {
        var folder = Export("browser", "-p:Runs=lora", "-p:Format=all");
        ExportedScores.AssertNear(Plain(folder), TransformersJs.Classify(folder, "fp32", Texts));
    }

    [Fact]
    public void A_graph_in_int8_says_what_it_costs()
    {
        var build = quickstart.Build("Export", "-p:Runs=full", "-p:Format=onnx", "-p:Quantize=int8", "-p:Force=true",
            $"-p:OutputPath={At("int8")}");
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Matches(@"full/42 int8 on \d+ validation comments: micro F1 0\.\d{4} → 0\.\d{4}, macro F1 ", build.Output);
        Assert.Contains("onnx/model_quantized.onnx", Files(At("int8")));
        using var description = JsonDocument.Parse(File.ReadAllText(Path.Combine(At("int8"), "emotune.json")));
        var cost = description.RootElement.GetProperty("quantization");
        Assert.InRange(cost.GetProperty("macro_f1_change").GetDouble(), -0.05, 0.05);
        Assert.InRange(cost.GetProperty("largest_probability_difference").GetDouble(), 1e-6, 0.5);
    }

    [TransformersFact]
    public void Transformers_js_gives_the_scores_of_the_graph_in_int8()
    {
        var folder = Export("q8", "-p:Runs=lora", "-p:Format=onnx", "-p:Quantize=int8", "-p:Force=true");
        ExportedScores.AssertNear(
            ExportedScores.OfQuantizedGraph(folder, Texts, MaxLength), TransformersJs.Classify(folder, "q8", Texts));
    }

    [Theory]
    [InlineData("Valid: int8.", "-p:Format=onnx", "-p:Quantize=int4")]
    [InlineData("Valid: int8 together with Format=onnx or Format=all.", "-p:Quantize=int8")]
    [InlineData("Valid: true, false.", "-p:Force=yes")]
    public void What_Export_does_not_know_is_refused(string valid, params string[] arguments)
    {
        var build = quickstart.Build("Export", [.. arguments, "-p:Runs=lora", $"-p:OutputPath={At("refused")}"]);
        Assert.Contains("error EXP2008: ", build.Output, StringComparison.Ordinal);
        Assert.Contains(valid, build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_format_is_refused_before_anything_is_trained()
    {
        var build = quickstart.Build("Export", "-p:Runs=lora", "-p:Format=gguf", $"-p:OutputPath={At("other")}");
        Assert.Contains(
            "error EXP2008: The property Format is 'gguf'. Valid: safetensors, onnx, all.", build.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("other")));
    }

    private static List<Dictionary<string, double>> Plain(string folder) => ExportedScores.OfWeights(folder, Texts, MaxLength);

    private static List<string> Files(string folder) => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];

    private static string LibraryOf(string folder) => File.ReadLines(Path.Combine(folder, "README.md"))
        .Single(l => l.StartsWith("library_name: ", StringComparison.Ordinal))["library_name: ".Length..].Trim('"');

    private string At(string name) => Path.Combine(quickstart.Root, "exported-" + name);

    private string Export(string name, params string[] arguments)
    {
        var build = quickstart.Build("Export", [.. arguments, $"-p:OutputPath={At(name)}"]);
        Assert.True(build.ExitCode == 0, build.Output);
        return At(name);
    }
}
