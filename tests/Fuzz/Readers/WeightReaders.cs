using System.Text.Json.Nodes;
using Emotune.Files;
using Emotune.Fuzz.Mutations;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;

namespace Emotune.Fuzz.Readers;

/// <summary>Weights, alone and in shards.</summary>
internal static class WeightReaders
{
    private const string FirstShard = "model-00001-of-00002.safetensors", SecondShard = "model-00002-of-00002.safetensors";

    public static IReadOnlyList<FuzzedReader> All { get; } = [new("safetensors", Safetensors), new("shard-index", Shards)];

    private static IEnumerable<FuzzSeed> Safetensors(string root)
    {
        var path = Path.Combine(root, "model.safetensors");
        SafetensorsWriter.Write(path,
        [
            NamedTensor.FromSingle("embeddings.weight", [2, 3], [1, 2, 3, 4, 5, 6]), NamedTensor.FromDouble("scale", [], [0.5]),
            NamedTensor.FromInt64("position_ids", [1, 4], [0, 1, 2, 3]), new("mask", TensorType.Bool, [3], new byte[3]),
            new("half", TensorType.BF16, [2, 2], new byte[8]), NamedTensor.FromSingle("empty", [0, 7], []),
        ]);
        yield return new FuzzSeed(path, new SafetensorsMutator(), () => ReadAll(path));
    }

    private static void ReadAll(string path)
    {
        using var file = SafetensorsFile.Open(path);
        foreach (var (name, tensor) in file.Tensors)
        {
            var count = TensorTypes.ElementCount(tensor.Shape);
            if (file.ReadSingle(name).Length != count || file.ReadDouble(name).Length != count)
                throw new WrongResultException($"A tensor has not the {count} values of its shape.");
            if (!tensor.Type.IsFloatingPoint())
                file.ReadInt64(name);
        }
    }

    private static IEnumerable<FuzzSeed> Shards(string root)
    {
        SafetensorsWriter.Write(Path.Combine(root, FirstShard), [NamedTensor.FromSingle("embeddings.LayerNorm.weight", [2], [1, 2])]);
        SafetensorsWriter.Write(Path.Combine(root, SecondShard), [NamedTensor.FromSingle("encoder.layer.0.output.dense.bias", [1], [1])]);
        var path = Path.Combine(root, WeightFolder.IndexName);
        File.WriteAllText(path, new JsonObject
        {
            ["metadata"] = new JsonObject { ["total_size"] = 12 },
            ["weight_map"] = new JsonObject
            {
                ["embeddings.LayerNorm.weight"] = FirstShard,
                ["encoder.layer.0.output.dense.bias"] = SecondShard,
            },
        }.ToJsonString());
        yield return new FuzzSeed(path, new JsonMutator(), () =>
        {
            using var weights = WeightFolder.Open(root, EncoderFamily.All[0]);
            foreach (var name in weights.Names)
                weights.Read(name);
        });
    }
}
