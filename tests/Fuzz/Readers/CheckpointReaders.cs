using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Emotune.Fuzz.Mutations;
using Emotune.Model.Native;
using Emotune.Model.Optimization;
using Emotune.Model.Training;
using static TorchSharp.torch;

namespace Emotune.Fuzz.Readers;

/// <summary>Checkpoints: the small file that names the tensors, and the tensors.</summary>
internal static class CheckpointReaders
{
    private const string Fingerprint = "a", IndexName = "checkpoint.json";

    public static IReadOnlyList<FuzzedReader> All { get; } = [new("checkpoint", Checkpoints)];

    private static IEnumerable<FuzzSeed> Checkpoints(string root)
    {
        NativeLibraries.EnsureLoaded();
        var parameters = new[] { new TrainedParameter("classifier.weight", ones(2, 2, requires_grad: true), ParameterRole.Head) };
        var index = Written(root, "index", parameters);
        yield return new FuzzSeed(Path.Combine(index, IndexName), new JsonMutator(), () => Read(index, parameters));
        var folder = Written(root, "tensors", parameters);
        var tensors = Directory.EnumerateFiles(folder, "*.safetensors").Single();
        yield return new FuzzSeed(tensors, new SafetensorsMutator(), () =>
        {
            // With its right digest again: what somebody made who knows how.
            var json = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, IndexName)))!;
            json["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(tensors)));
            File.WriteAllText(Path.Combine(folder, IndexName), json.ToJsonString());
            Read(folder, parameters);
        });
    }

    private static string Written(string root, string name, TrainedParameter[] parameters)
    {
        var folder = Path.Combine(root, name);
        using var state = State(parameters);
        state.Restore(
            3, [new StepLog(1, 0, 0.7, 1e-3, 2)], [new EpochLog(0, 3, 0.5, 0.1, 0.2, 0.3, true)], [0.3]);
        new CheckpointStore(folder, Fingerprint).Save(state);
        return folder;
    }

    private static void Read(string folder, TrainedParameter[] parameters)
    {
        using var state = State(parameters);
        var loaded = new CheckpointStore(folder, Fingerprint).Load(state, out var ignored);
        if (loaded ? state.Step < 0 : ignored is null || state.Step != 0 || state.StepLogs.Count > 0)
            throw new WrongResultException("A checkpoint was not loaded, and yet the run is not as it was.");
        if (!loaded)
            throw new RefusedException();
    }

    private static TrainingState State(TrainedParameter[] parameters) =>
        new(parameters, new AdamW([new ParameterGroup("all", 1, 0, parameters)]), null);
}
