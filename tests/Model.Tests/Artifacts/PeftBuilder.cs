using System.Text.Json.Nodes;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>Writes an adapter's folder tensor by tensor, as PEFT does, and applies the same tensors to plain weights.</summary>
internal sealed class PeftBuilder
{
    private const string Root = "base_model.model.";

    private readonly Dictionary<string, WeightArray> _tensors = new(StringComparer.Ordinal);
    private readonly List<(string Module, int Rank, double Scaling)> _adapted = [];
    private readonly JsonObject _config;

    public PeftBuilder(string? task, params string[] targets)
    {
        _config = new JsonObject
        {
            ["peft_type"] = "LORA",
            ["task_type"] = task,
            ["r"] = 2,
            ["lora_alpha"] = 6,
            ["target_modules"] = new JsonArray([.. targets.Select(t => (JsonNode)t)]),
            ["base_model_name_or_path"] = "elsewhere",
        };
        if (task == "SEQ_CLS")
            With("modules_to_save", new JsonArray("classifier", "score"));
    }

    public PeftBuilder With(string key, JsonNode? value)
    {
        _config[key] = value;
        return this;
    }

    /// <param name="module">As the adapted model names it.</param>
    /// <param name="scaling">What PEFT multiplies the product of B and A by.</param>
    public PeftBuilder Adapted(string module, int outputs, int inputs = 12, int rank = 2, double scaling = 3)
    {
        Tensor($"{module}.lora_A.weight", rank, inputs);
        Tensor($"{module}.lora_B.weight", outputs, rank);
        _adapted.Add((module, rank, scaling));
        return this;
    }

    /// <param name="format">A module's name with <c>{0}</c> for the layer.</param>
    public PeftBuilder EachLayer(string format, int outputs = 12, int inputs = 12, double scaling = 3)
    {
        for (var layer = 0; layer < 2; layer++)
            Adapted(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, layer), outputs, inputs, 2, scaling);
        return this;
    }

    public PeftBuilder Tensor(string name, params long[] shape)
    {
        var count = checked((int)shape.Aggregate(1L, (a, b) => a * b));
        _tensors[Root + name] = new WeightArray(shape, [.. new CounterRandom(5, name).Normal(count, 0.3)]);
        return this;
    }

    public WeightArray this[string name] => _tensors[Root + name];

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, AdapterConfig.FileName), _config.ToJsonString());
        SafetensorsWriter.Write(
            Path.Combine(folder, AdapterConfig.WeightsName),
            _tensors.Select(t => NamedTensor.FromSingle(t.Key, t.Value.Shape, t.Value.Data)));
    }

    /// <summary>W + scaling · B · A in plain loops, into the weights of the adapted model.</summary>
    /// <param name="prefix">Before the adapted model's names in the network's.</param>
    public void ApplyTo(Dictionary<string, WeightArray> weights, string prefix = "")
    {
        foreach (var (name, value) in _tensors)
        {
            if (weights.ContainsKey(prefix + name[Root.Length..]))
                weights[prefix + name[Root.Length..]] = value;
        }

        foreach (var (module, rank, scaling) in _adapted)
        {
            if (!weights.TryGetValue($"{prefix}{module}.weight", out var weight))
                continue;
            var (a, b, sum) = (this[$"{module}.lora_A.weight"].Data, this[$"{module}.lora_B.weight"].Data, weight.Data.ToArray());
            var inputs = (int)weight.Shape[1];
            for (var i = 0; i < sum.Length; i++)
            {
                for (var r = 0; r < rank; r++)
                    sum[i] += (float)(scaling * b[i / inputs * rank + r] * a[r * inputs + i % inputs]);
            }

            weights[$"{prefix}{module}.weight"] = weight with { Data = sum };
        }
    }
}
