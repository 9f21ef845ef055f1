using System.Security.Cryptography;
using System.Text;
using Emotune.Fuzz.Mutations;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Fuzz.Readers;

/// <summary>Manifests, the store of earlier results, the cache of digests, costs.</summary>
internal static class StoreReaders
{
    private static readonly Mutator Json = new JsonMutator();

    public static IReadOnlyList<FuzzedReader> All { get; } =
    [
        new("manifest.json", Manifests), new("store", Store), new("digests", Digests), new("cost.json", Costs),
        new("trained-run", TrainedRuns),
    ];

    private static IEnumerable<FuzzSeed> Manifests(string root)
    {
        var folder = Stage(root, "stage");
        var path = Path.Combine(folder, StageLayout.Manifest);
        void Read()
        {
            _ = new ResultFolder(folder).Foreign().Count();
            var manifest = RefusedException.Require(StageManifest.Parse(File.ReadAllBytes(path)));
            if (StageManifest.Parse(manifest.Serialize())?.Key.Digest != manifest.Key.Digest)
                throw new WrongResultException("A manifest is written as another than it was read as.");
        }

        yield return new FuzzSeed(path, Json, Read);
        yield return new FuzzSeed(path, new SigningMutator(), Read);
    }

    private static IEnumerable<FuzzSeed> Store(string root)
    {
        var (stage, place) = (Stage(root, "stage"), Path.Combine(root, "place"));
        var manifest = StageManifest.Parse(File.ReadAllBytes(Path.Combine(stage, StageLayout.Manifest)))!;
        // What is outside of the store, or beside the file that is restored, stays as it is.
        var outside = Path.Combine(root, "outside");
        File.WriteAllText(outside, "outside");
        var changed = Path.Combine(root, "changed");
        File.Copy(Path.Combine(stage, StageLayout.Manifest), changed);
        yield return new FuzzSeed(changed, new SigningMutator(), () =>
        {
            var store = new ResultStore(Path.Combine(root, "store"));
            store.Keep(stage, manifest);
            var read = StageManifest.Parse(File.ReadAllBytes(changed));
            var key = read?.Key ?? manifest.Key;
            File.Copy(changed, Path.Combine(root, "store", "results", key.Digest), overwrite: true);
            Directory.CreateDirectory(place);
            store.Restore(key, place);
            store.Prune(0);
            store.Clear();
            Directory.Delete(place, recursive: true);
            if (File.ReadAllText(outside) != "outside")
                throw new WrongResultException("A file outside of the store was written to.");
            RefusedException.Require(read);
        });
    }

    private static IEnumerable<FuzzSeed> Digests(string root)
    {
        var (path, known) = (Path.Combine(root, "digests"), Path.Combine(root, "known"));
        File.WriteAllText(known, "known");
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("known")));
        var cache = new DigestCache(path);
        cache.Remember(known, expected);
        cache.Remember(Path.Combine(root, "x y"), expected);
        cache.Save();
        // Only a line that says another digest of the very same file could be believed.
        yield return new FuzzSeed(path, new TableMutator(' '), () => new DigestCache(path).Digest(known));
    }

    private static IEnumerable<FuzzSeed> Costs(string root)
    {
        var path = Path.Combine(root, StageLayout.Cost);
        CostFile.Write(root, TimeSpan.FromSeconds(1.5), new StageYield(), ["no result yet", "learning_rate 0.002 → 0.001"]);
        yield return new FuzzSeed(path, Json, () =>
        {
            var cost = RefusedException.Require(CostFile.Read(root));
            if (cost.Cost is null || cost.Reasons.Any(r => r is null))
                throw new WrongResultException("A cost lacks a value.");
        });
    }

    private static IEnumerable<FuzzSeed> TrainedRuns(string root)
    {
        string[] folders = ["data", .. new[] { "train", "predict", "calibrate" }.Select(s => $"runs/full/42/{s}")];
        foreach (var changed in folders)
        {
            var experiment = Path.Combine(root, changed.Replace('/', '-'));
            foreach (var folder in folders)
                Stage(experiment, folder);
            yield return new FuzzSeed(Path.Combine(experiment, changed, StageLayout.Manifest), Json, () =>
            {
                var run = TrainedRun.Open(experiment, "full", 42, Path.Combine(experiment, "backbone"));
                if (run.MaxLength < 1 || !run.Clean.All(Enum.IsDefined) || run.Inference(1) is not { } inference
                    || !Enum.IsDefined(inference.Precision) || inference.BatchTokens < 1)
                {
                    throw new WrongResultException("A run's setting is out of its range.");
                }
            });
        }
    }

    /// <summary>A finished stage's folder.</summary>
    private static string Stage(string root, string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        var outputs = new SortedDictionary<string, OutputFile>(StringComparer.Ordinal);
        foreach (var file in new[] { "a.json", "b.csv" })
        {
            var content = Encoding.UTF8.GetBytes(name + file);
            File.WriteAllBytes(Path.Combine(folder, file), content);
            outputs.Add(file, new OutputFile(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length));
        }

        var parameters = new Dictionary<string, string>
        {
            ["data.max_length"] = "64",
            ["data.clean"] = "[\"urls\", \"whitespace\"]",
            ["prediction.precision"] = "float32",
            ["prediction.batch_tokens"] = "4096",
            ["training.epochs"] = "4",
        };
        var inputs = new Dictionary<string, string> { ["data.train"] = new('a', 64), ["data.labels"] = new('0', 64) };
        var key = new StageKey("Train", 3, StageKey.Sorted(parameters), StageKey.Sorted(inputs));
        var tools = StageKey.Sorted(new Dictionary<string, string> { ["TorchSharp"] = "0.107.0", ["emotune"] = "0.1.0" });
        File.WriteAllBytes(Path.Combine(folder, StageLayout.Manifest), new StageManifest(key, outputs, tools).Serialize());
        CostFile.Write(folder, TimeSpan.FromSeconds(1), new StageYield(), []);
        return folder;
    }

    /// <summary>Changes a manifest and gives it its right digest again: what somebody made who knows how.</summary>
    private sealed class SigningMutator : Mutator
    {
        private const string End = "\"\n}\n";

        public override byte[]? Apply(byte[] file, FuzzRandom random)
        {
            if (Json.Apply(file, random) is not { } changed)
                return null;
            var text = Encoding.Latin1.GetString(changed).TrimEnd();
            const string Name = ",\n\"manifest\": \"";
            var at = text.LastIndexOf("\"manifest\"", StringComparison.Ordinal);
            var comma = at > 0 ? text.LastIndexOf(',', at) : -1;
            var rest = comma > 0 ? text[..comma] : text.TrimEnd('}');
            var unsigned = Encoding.Latin1.GetBytes(rest + Name);
            var digest = Convert.ToHexStringLower(SHA256.HashData([.. unsigned, .. Encoding.Latin1.GetBytes(End)]));
            return [.. unsigned, .. Encoding.Latin1.GetBytes(digest + End)];
        }
    }
}
