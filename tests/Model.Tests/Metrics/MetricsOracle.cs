using System.Text.Json;
using Emotune.Files;
using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

/// <summary>One case of the reference implementations: validation and test logits, and what they make of them.</summary>
internal sealed record MetricsOracle(string Name, Predictions Fit, Predictions Score, JsonElement Expected)
{
    public static IReadOnlyList<MetricsOracle> All()
    {
        var folder = Path.Combine(SharedFiles.Oracles, "metrics");
        if (!Directory.Exists(folder))
            return [];
        return [.. Directory.EnumerateFiles(folder, "*.safetensors")
            .Where(f => File.Exists(Path.ChangeExtension(f, ".json")))
            .Order(StringComparer.Ordinal)
            .Select(Read)];
    }

    public JsonElement ExpectedFit => Expected.GetProperty("fit");

    public JsonElement ExpectedScore => Expected.GetProperty("score");

    /// <summary>The given temperatures; 1 where a label has none.</summary>
    public double[] Temperatures() =>
        [.. ExpectedFit.GetProperty("per_label").EnumerateArray().Select(l => Number(l.GetProperty("temperature")) ?? 1)];

    /// <summary>Probabilities at the given temperatures, row by row.</summary>
    public double[] Scaled(Predictions predictions)
    {
        var temperatures = Temperatures();
        return [.. predictions.Logits.Select((z, i) => Logistic.Sigmoid(z / temperatures[i % temperatures.Length]))];
    }

    public static double? Number(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetDouble();

    private static MetricsOracle Read(string file)
    {
        using var tensors = SafetensorsFile.Open(file);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
        Predictions Split(string name) => new(
            tensors.ReadSingle($"{name}.logits"),
            tensors.Bytes($"{name}.labels").ToArray(),
            (int)tensors.Tensors[$"{name}.labels"].Shape[1]);
        return new MetricsOracle(Path.GetFileNameWithoutExtension(file), Split("fit"), Split("score"), json.RootElement.Clone());
    }
}
