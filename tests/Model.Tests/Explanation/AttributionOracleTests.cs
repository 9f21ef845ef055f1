using System.Text.Json;
using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Explanation;
using Emotune.Model.Network;
using Emotune.Model.Prediction;
using Emotune.Tokenization;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Explanation;

/// <summary>Attributions of the real encoder with a fixed head against shap, captum and enumeration.</summary>
public sealed class AttributionOracleTests(ITestOutputHelper output)
{
    private const double Tolerance = 1e-4;
    // The reference's nodes.
    private const int PathSteps = 64;

    private static readonly string Backbone = Path.Combine(SharedFiles.Root, "models", "all-MiniLM-L6-v2");

    [OracleFact]
    public void Attributions_are_those_of_the_reference()
    {
        using var network = LoadNetwork();
        using var packed = new PackedClassifier(network, threads: 2);
        var tokenizer = TextTokenizer.Load(Backbone);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var oracle in Cases())
        {
            var ids = Numbers(oracle.GetProperty("ids")).Select(n => (int)n).ToArray();
            Assert.Equal(ids, tokenizer.EncodeIds(oracle.GetProperty("text").GetString()!));
            var players = WordPlayers.Pieces(
                oracle.GetProperty("text").GetString()!, tokenizer.Encode(oracle.GetProperty("text").GetString()!));
            Assert.Equal(ids.Length - 2, players.Count);
            var input = new MaskedInput(packed, ids, [.. players.Select(p => p.Positions)], tokenizer.MaskId, 256);
            Check(oracle, input, players.Count, counts);
        }

        output.WriteLine(string.Join(", ", counts.Select(c => $"{c.Value} {c.Key}")));
        Assert.NotEmpty(counts);
    }

    private static void Check(JsonElement oracle, MaskedInput input, int players, SortedDictionary<string, int> counts)
    {
        var evaluations = new MaskedEvaluations(players, input.Logits);
        Games.AssertNear(Numbers(oracle.GetProperty("full")), evaluations.Full, Tolerance);
        Games.AssertNear(Numbers(oracle.GetProperty("none")), evaluations.None, Tolerance);
        AssertRows("occlusion", () => LeaveOneOut.Explain(evaluations).Values);
        AssertRows("shapley", () => ShapleyValues.Explain(evaluations, int.MaxValue).Values);
        AssertRows(
            "partition", () => PartitionShapley.Explain(evaluations, Tree(oracle.GetProperty("tree"), players), int.MaxValue).Values);
        AssertRows("integrated_gradients", () => ByGradients(oracle, evaluations, input));

        void AssertRows(string kind, Func<double[][]> actual)
        {
            if (!oracle.TryGetProperty(kind, out var expected))
                return;
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
            var values = actual();
            Assert.Equal(expected.GetArrayLength(), values.Length);
            foreach (var (row, its) in expected.EnumerateArray().Zip(values))
                Games.AssertNear(Numbers(row), its, Tolerance);
        }
    }

    /// <summary>(targets, players), as the reference has them.</summary>
    private static double[][] ByGradients(JsonElement oracle, MaskedEvaluations evaluations, MaskedInput input)
    {
        var targets = Numbers(oracle.GetProperty("targets")).Select(n => (int)n).ToArray();
        var attribution = IntegratedGradients.Explain(
            [.. targets.Select(t => evaluations.None[t])], [.. targets.Select(t => evaluations.Full[t])],
            evaluations.PlayerCount, PathSteps, positions => input.PathGradients(positions, targets));
        Assert.All(targets.Index(), t => Assert.InRange(attribution.AdditivityError(t.Index), 0, 1e-3));
        return [.. targets.Select((_, i) => Games.Column(attribution, i))];
    }

    private static PartitionTree Tree(JsonElement rows, int players) =>
        PartitionTree.FromLinkage(players, [.. rows.EnumerateArray().Select(r => ((int)r[0].GetDouble(), (int)r[1].GetDouble()))]);

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(n => n.GetDouble())];

    private static List<JsonElement> Cases()
    {
        var folder = Path.Combine(SharedFiles.Oracles, "attributions");
        return [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement)
            .Where(root => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("cases", out _))
            .SelectMany(root => root.GetProperty("cases").EnumerateArray())];
    }

    /// <summary>The head stands beside the cases, or where they are moved away, beside the shared ones.</summary>
    private static SequenceClassifier LoadNetwork()
    {
        using var head = SafetensorsFile.Open(SharedFiles.OracleOrSharedFile("models", "minilm", "forward.safetensors"));
        var config = HuggingFaceConfig.Load(Backbone).Encoder;
        using var weights = WeightFolder.Open(Backbone, config.Family);
        var network = new SequenceClassifier(config, (int)head.Tensors["classifier.bias"].Shape[0], HeadPooling.FirstToken);
        network.LoadWeights(weights, HeadWeights.WhereGiven, seed: 0);
        foreach (var (name, parameter) in network.NamedParameters)
        {
            if (head.Tensors.ContainsKey(name))
                parameter.Assign(head.ReadSingle(name));
        }

        return network;
    }
}
