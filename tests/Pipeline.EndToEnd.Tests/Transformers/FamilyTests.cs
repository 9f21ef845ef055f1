using System.Globalization;
using System.Text;
using Emotune.Model.Network;

namespace Emotune.Pipeline.EndToEnd.Transformers;

/// <summary>transformers.js over exports of the families that the quickstart does not have, which were really trained.</summary>
[Collection(AloneCollection.Name)]
public sealed class FamilyTests : IDisposable
{
    private const int MaxLength = 64;

    private const string Experiment = """
        name: families
        data:
          format: csv
          train: train.csv
          validation: validation.csv
          test: test.csv
          columns: {text: text, label: labels, label_separator: "|"}
          max_length: 64
        backbone: {path: encoder}
        head: {pooling: POOLING}
        training: {epochs: 1, threads: 2, checkpoint_seconds: 0}
        runs:
          lora: {method: lora, learning_rate: 5.0e-3, lora: {rank: 4}}

        """;

    // Names that some writer of JSON, YAML or JavaScript may get wrong.
    private static readonly string[] Labels = ["joy", "it's \\ \"loud\"", "日本 😱", "null"];

    // None is too long: transformers.js cuts the last special token off with the rest.
    private static readonly string[] Texts =
    [
        "thank you so much for the help, you saved my day", "", "Ça m'a fait peur… 😱 I was SO scared", "a", "<mask> [MASK] lovely   day",
        "this goes on and on\tand on, and I am sad and the others say so of you",
    ];

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public static TheoryData<string, string> FamiliesAndPoolings => new()
    {
        { "bert", "first_token" }, { "bert", "mean" }, { "roberta", "first_token" }, { "roberta", "mean" },
    };

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [TransformersTheory]
    [MemberData(nameof(FamiliesAndPoolings))]
    public void Transformers_js_gives_the_scores_of_both_graphs_of_a_family(string modelType, string pooling)
    {
        TinyEncoder.Write(At("encoder"), EncoderFamily.Find(modelType)!);
        AssertScores(pooling);
    }

    [TransformersAndSharedFact]
    public void Transformers_js_gives_the_scores_of_both_graphs_of_MiniLM()
    {
        Directory.CreateSymbolicLink(At("encoder"), Path.Combine(Repository.Shared, "models", "all-MiniLM-L6-v2"));
        AssertScores("mean");
    }

    [Fact]
    public void A_folder_that_transformers_js_cannot_read_is_said_to_be_so()
    {
        TinyEncoder.Write(At("encoder"), EncoderFamily.Bert);
        File.Delete(At("encoder/tokenizer.json"));
        Assert.Contains("transformers.js cannot read the folder: it needs tokenizer.json", Export("mean"), StringComparison.Ordinal);
    }

    private void AssertScores(string pooling)
    {
        Assert.DoesNotContain("transformers.js", Export(pooling, "-p:Quantize=int8", "-p:Force=true"), StringComparison.Ordinal);
        var folder = At("exported");
        var scores = TransformersJs.Classify(folder, "fp32", Texts);
        Assert.Equal(Labels.Order(StringComparer.Ordinal), scores[0].Keys.Order(StringComparer.Ordinal));
        ExportedScores.AssertNear(ExportedScores.OfWeights(folder, Texts, MaxLength), scores);
        ExportedScores.AssertNear(
            ExportedScores.OfQuantizedGraph(folder, Texts, MaxLength), TransformersJs.Classify(folder, "q8", Texts));
    }

    private string At(string path) => Path.Combine(_root, path);

    /// <returns>What the build said.</returns>
    private string Export(string pooling, params string[] arguments)
    {
        File.WriteAllText(At("families.yaml"), Experiment.Replace("POOLING", pooling, StringComparison.Ordinal));
        foreach (var (split, rows) in new[] { ("train", 96), ("validation", 48), ("test", 24) })
            File.WriteAllText(At(split + ".csv"), Rows(split, rows));
        var build = DotnetBuild.Run(_root, [
            "-t:Export", $"-p:Experiment={At("families.yaml")}", $"-p:ArtifactsRoot={At("artifacts")}", "-p:Runs=lora", "-p:Format=all",
            $"-p:OutputPath={At("exported")}", .. arguments]);
        Assert.True(build.ExitCode == 0, build.Output);
        return build.Output;
    }

    private static string Rows(string split, int count)
    {
        var text = new StringBuilder("text,labels\n");
        for (var i = 0; i < count; i++)
        {
            var label = Labels[i % Labels.Length].Replace("\"", "\"\"", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"so {i % Labels.Length} the {split} {i} and you,\"{label}\"\n");
        }

        return text.ToString();
    }
}
