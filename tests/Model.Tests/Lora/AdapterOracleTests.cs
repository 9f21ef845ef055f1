using Emotune.Files;
using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Lora;

/// <summary>Forward, backward and merging of adapters against PEFT.</summary>
public sealed class AdapterOracleTests(ITestOutputHelper output)
{
    private const string Case = "forward-backward.safetensors";

    [OracleFact]
    public void Forward_gradients_and_merged_weights_are_those_of_peft()
    {
        var files = OracleCases.Adapters(Case);
        foreach (var file in files)
        {
            using var scope = NewDisposeScope();
            using var oracle = OracleTensors.Open(file);
            var adapter = Load(Path.GetDirectoryName(file)!);
            using var network = adapter.Network;
            CheckGradients(adapter, oracle);
            CheckMerging(adapter, oracle);
        }

        foreach (var variant in files.GroupBy(f => Path.GetFileName(Path.GetDirectoryName(f))!, StringComparer.Ordinal))
            output.WriteLine($"{variant.Key}: {variant.Count()}");
        output.WriteCounts("adapters", files);
        Assert.NotEmpty(files);
    }

    [OracleFact]
    public void An_adapter_exports_the_file_that_it_was_read_from()
    {
        var files = OracleCases.Adapters("adapter_model.safetensors");
        foreach (var path in files)
        {
            using var scope = NewDisposeScope();
            using var file = SafetensorsFile.Open(path);
            var adapter = Load(Path.GetDirectoryName(path)!);
            using var network = adapter.Network;
            var tensors = adapter.ExportTensors();
            Assert.Equal(file.Tensors.Keys.Order(StringComparer.Ordinal), tensors.Select(t => t.Name));
            foreach (var (name, value) in tensors)
            {
                Assert.Equal(file.Info(name).Shape, value.Shape);
                Assert.Equal(file.ReadSingle(name), value.Data);
            }
        }

        output.WriteCounts("adapter files", files);
        Assert.NotEmpty(files);
    }

    [OracleFact]
    public void A_peft_folder_over_its_backbones_folder_is_a_classifier()
    {
        foreach (var file in OracleCases.Adapters(Case))
        {
            var folder = Path.GetDirectoryName(file)!;
            using var scope = NewDisposeScope();
            using var oracle = OracleTensors.Open(file);
            using var classifier = ClassifierFiles.Load(folder, OracleCases.Backbone(folder));
            oracle.AssertNear("logits", classifier.Network.Forward(oracle.InputIds, oracle.AttentionMask), 1e-5);
        }
    }

    private static void CheckGradients(LoraAdapter adapter, OracleTensors oracle)
    {
        var logits = adapter.Network.Forward(oracle.InputIds, oracle.AttentionMask);
        var loss = nn.functional.binary_cross_entropy_with_logits(logits, oracle.Singles("labels"));
        loss.backward();
        oracle.AssertNear("logits", logits, 1e-5);
        oracle.AssertNear("loss", loss, 1e-5);
        Assert.Equal(oracle.Below("grad."), adapter.TrainedParameters.Select(p => p.Name).Order(StringComparer.Ordinal));
        foreach (var (name, parameter) in adapter.TrainedParameters)
            oracle.AssertGradientNear(name, parameter.grad!);
    }

    private static void CheckMerging(LoraAdapter adapter, OracleTensors oracle)
    {
        using var _ = no_grad();
        var before = adapter.Network.ExportWeights();
        adapter.Merge();
        oracle.AssertNear("merged_logits", adapter.Network.Forward(oracle.InputIds, oracle.AttentionMask), 1e-5);
        var parameters = adapter.Network.NamedParameters.ToDictionary(p => p.Name, p => p.Value);
        foreach (var name in oracle.Below("merged."))
            oracle.AssertNear("merged." + name, parameters[name], 1e-5);
        adapter.Unmerge();
        foreach (var ((name, expected), (_, actual)) in before.Zip(adapter.Network.ExportWeights()))
            Assert.True(expected.Data.SequenceEqual(actual.Data), name);
    }

    private static LoraAdapter Load(string folder) =>
        TrainedNetworks.LoadAdapter(folder, TrainedNetworks.Load(OracleCases.Backbone(folder)));
}
