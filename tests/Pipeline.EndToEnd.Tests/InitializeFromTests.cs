using Emotune.Model.Data;

namespace Emotune.Pipeline.EndToEnd;

/// <summary>An adapter that was trained elsewhere is evaluated, calibrated and explained without training.</summary>
[Collection(AloneCollection.Name)]
public sealed class InitializeFromTests : IDisposable
{
    private const string Experiment = """
        name: NAME
        data: {format: tsv-label-ids, train: train.tsv, validation: validation.tsv, test: test.tsv, labels: emotions.txt,
          max_length: 64, limit: {train: 300, validation: 200, test: 200}}
        backbone: {path: encoder}
        head: {pooling: first_token}
        training: {epochs: EPOCHS, threads: 2}
        explanation: {method: leave_one_out, comments: 2}
        runs:
          lora: {method: lora, learning_rate: 0.005, START lora: {rank: 4}}

        """;

    private readonly string _root = Directory.CreateTempSubdirectory("emotune").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_PEFT_folder_is_evaluated_as_it_is()
    {
        var quickstart = Path.Combine(Repository.Root, "experiments", "quickstart");
        foreach (var file in Directory.EnumerateFiles(quickstart, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_root, Path.GetRelativePath(quickstart, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Build("trained", epochs: "1", start: "");
        // PEFT's folder holds the adapter and its configuration alone.
        Directory.CreateDirectory(Path.Combine(_root, "adapter"));
        foreach (var file in new[] { "adapter_config.json", "adapter_model.safetensors" })
        {
            File.Copy(
                Path.Combine(_root, "artifacts", "trained", "runs", "lora", "42", "train", file), Path.Combine(_root, "adapter", file));
        }

        Build("evaluated", epochs: "0", start: "initialize_from: adapter,");

        var labels = PreparedReader.ReadLabels(Path.Combine(_root, "artifacts", "trained", "data"));
        var (trained, evaluated) = (Predictions("trained", labels), Predictions("evaluated", labels));
        Assert.Equal(trained, evaluated);
        Assert.True(File.Exists(Path.Combine(_root, "artifacts", "evaluated", "runs", "lora", "42", "explain", "attributions.json")));
    }

    private void Build(string name, string epochs, string start)
    {
        File.WriteAllText(Path.Combine(_root, name + ".yaml"), Experiment
            .Replace("NAME", name, StringComparison.Ordinal).Replace("EPOCHS", epochs, StringComparison.Ordinal)
            .Replace("START", start, StringComparison.Ordinal));
        var build = DotnetBuild.Run(_root, ["-t:Report", $"-p:Experiment={_root}/{name}.yaml", $"-p:ArtifactsRoot={_root}/artifacts"]);
        Assert.True(build.ExitCode == 0, build.Output);
    }

    private float[] Predictions(string name, IReadOnlyList<string> labels) =>
        PredictionFile.Read(Path.Combine(_root, "artifacts", name, "runs", "lora", "42", "predict", "test.parquet"), labels).Logits;
}
