using System.Text.Json;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Lora;

/// <summary>The layers that get an adapter where nobody says which, against PEFT's defaults.</summary>
public sealed class PeftDefaultsOracleTests(ITestOutputHelper output)
{
    [OracleFact]
    public void Default_targets_are_those_of_peft_where_it_has_any()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFiles.OracleOrSharedFile("peft-defaults.json")));
        var count = 0;
        foreach (var model in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
        {
            var expected = model.Value;
            if (EncoderFamily.Find(expected.GetProperty("model_type").GetString()!) is not { } family)
                continue;
            using var network = TrainedNetworks.Load(SharedFiles.OracleOrSharedFolder("models", model.Name));
            var adapter = LoraAdapter.Apply(network, new LoraConfig { Rank = 8 }, seed: 1);
            var modules = adapter.Targets.Select(t => t.Module);
            if (expected.GetProperty("lora").ValueKind == JsonValueKind.Null)
            {
                // PEFT refuses; here it is the layers of the same kinds.
                Assert.All(modules, m => Assert.Contains(
                    new[] { ModuleKinds.Query, ModuleKinds.Value }, kind => ModuleKinds.Means(kind, m, family.Names)));
                continue;
            }

            Assert.Equal(Texts(expected, "lora_modules"), modules.Order(StringComparer.Ordinal));
            Assert.Equal(expected.GetProperty("lora_trainable").GetInt64(), ParameterCounter.Count(network, adapter).Trained);
            count++;
        }

        output.WriteLine($"{count} families with defaults");
        Assert.NotEqual(0, count);
    }

    private static IEnumerable<string> Texts(JsonElement element, string key) =>
        element.GetProperty(key).EnumerateArray().Select(e => e.GetString()!);
}
