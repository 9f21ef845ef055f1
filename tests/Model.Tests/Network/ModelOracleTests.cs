using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

/// <summary>Forward and backward of whole classifiers against Transformers.</summary>
public sealed class ModelOracleTests(ITestOutputHelper output)
{
    private const string Cases = "forward-backward*.safetensors";

    private static readonly Dictionary<string, string> RealEncoders = new(StringComparer.Ordinal)
    {
        ["minilm"] = "all-MiniLM-L6-v2",
        ["mpnet-lower6"] = "all-mpnet-base-v2-lower6",
    };

    [OracleFact]
    public void Forward_and_gradients_are_those_of_transformers()
    {
        var files = OracleCases.Models(Cases);
        foreach (var file in files)
        {
            using var scope = NewDisposeScope();
            using var oracle = OracleTensors.Open(file);
            using var network = TrainedNetworks.Load(Path.GetDirectoryName(file)!);
            CheckForward(network, oracle);
            CheckGradients(network, oracle);
        }

        output.WriteCounts("forward and backward", files);
        Assert.NotEmpty(files);
    }

    [OracleFact]
    public void Logits_from_word_embeddings_are_those_from_ids()
    {
        foreach (var file in OracleCases.Models(Cases))
        {
            using var scope = NewDisposeScope();
            using var oracle = OracleTensors.Open(file);
            using var network = TrainedNetworks.Load(Path.GetDirectoryName(file)!);
            var (ids, mask) = (oracle.InputIds, oracle.AttentionMask);
            oracle.AssertNear("logits", network.ForwardFromWordEmbeddings(network.EmbedWords(ids), ids, mask), 1e-5);
        }
    }

    [OracleFact]
    public void The_real_encoders_give_the_reference_states_and_logits()
    {
        var files = SharedFiles.OracleFiles("forward.safetensors", "models");
        if (files.Count == 0)
            files = [.. RealEncoders.Keys.Select(name => SharedFiles.OracleOrSharedFile("models", name, "forward.safetensors"))];
        foreach (var file in files)
        {
            using var scope = NewDisposeScope();
            using var oracle = OracleTensors.Open(file);
            using var network = LoadWithHead(RealEncoder(file), oracle);
            network.eval();
            using var _ = no_grad();
            oracle.AssertNear("logits", network.Forward(oracle.InputIds, oracle.AttentionMask), 1e-4);
            var states = network.HiddenStates(oracle.InputIds, oracle.AttentionMask);
            oracle.AssertNear("cls_hidden_states", stack(states.Select(s => s.select(1, 0)), 1), 1e-4);
        }

        output.WriteLine($"{files.Count} forward passes of real encoders");
    }

    // Cases that are kept aside have names that begin alike.
    private static string RealEncoder(string file)
    {
        var name = Path.GetFileName(Path.GetDirectoryName(file))!;
        return Path.Combine(
            SharedFiles.Root, "models", RealEncoders.First(e => name.StartsWith(e.Key.Split('-')[0], StringComparison.Ordinal)).Value);
    }

    private static void CheckForward(SequenceClassifier network, OracleTensors oracle)
    {
        using var _ = no_grad();
        if (!oracle.Below("hidden_states.").Any())
            return;                              // the same weights under another config.json: logits and loss alone
        var states = network.HiddenStates(oracle.InputIds, oracle.AttentionMask);
        // The cases of long texts have none.
        if (!oracle.Below("hidden_states.").Any())
            return;
        Assert.Equal(oracle.Below("hidden_states.").Count(), states.Count);
        for (var i = 0; i < states.Count; i++)
            oracle.AssertNear($"hidden_states.{i}", states[i], 1e-5);
    }

    private static void CheckGradients(SequenceClassifier network, OracleTensors oracle)
    {
        var logits = network.Forward(oracle.InputIds, oracle.AttentionMask);
        var loss = nn.functional.binary_cross_entropy_with_logits(logits, oracle.Singles("labels"));
        loss.backward();
        oracle.AssertNear("logits", logits, 1e-5);
        oracle.AssertNear("loss", loss, 1e-5);
        if (!oracle.Below("grad.").Any())
            return;
        Assert.Equal(oracle.Below("grad."), network.NamedParameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var (name, parameter) in network.NamedParameters)
            oracle.AssertGradientNear(name, parameter.grad!);
    }

    private static int Labels(OracleTensors oracle) => (int)oracle.Singles("logits").shape[1];

    private static SequenceClassifier LoadWithHead(string backbone, OracleTensors oracle)
    {
        var config = HuggingFaceConfig.Load(backbone).Encoder;
        using var weights = WeightFolder.Open(backbone, config.Family);
        var network = new SequenceClassifier(config, Labels(oracle), HeadPooling.FirstToken);
        network.LoadWeights(weights, HeadWeights.WhereGiven, seed: 0);
        foreach (var (name, parameter) in network.NamedParameters)
        {
            if (oracle.Names.Contains(name))
                parameter.Assign(oracle.Singles(name).ToArray());
        }

        return network;
    }
}
