using System.Text.Json;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Model.Training;
using Xunit.Abstractions;

namespace Emotune.Model.Tests.Lora;

/// <summary>Parameter counts at full size against PEFT's.</summary>
public sealed class ParameterCountOracleTests(ITestOutputHelper output)
{
    [OracleFact]
    public void Full_size_counts_are_those_of_peft()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFiles.OracleOrSharedFile("peft-counts.json")));
        Check(document, model => model);
    }

    [OracleFact]
    public void Full_size_counts_of_further_families_are_those_of_peft()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SharedFiles.OracleOrSharedFile("peft-counts-more.json")));
        Check(document, model => model.GetProperty("lora"));
    }

    private void Check(JsonDocument document, Func<JsonElement, JsonElement> lora)
    {
        var count = 0;
        foreach (var model in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
        {
            if (Shapes.Published(model.Name) is not { } shape)
            {
                output.WriteLine($"{model.Name}: a shape that the test does not know.");
                continue;
            }

            Check(shape, model.Value.GetProperty("full").GetInt64(), lora(model.Value));
            count++;
        }

        output.WriteLine($"{count} models");
        Assert.NotEqual(0, count);
    }

    private static void Check(EncoderConfig shape, long full, JsonElement expected)
    {
        using var network = new SequenceClassifier(shape, 28, HeadPooling.FirstToken);
        Assert.Equal(full, ParameterCounter.Count(network).Total);
        var adapter = LoraAdapter.Apply(network, new LoraConfig { Rank = 8, TargetModules = new(ModuleKinds.All) }, seed: 1);
        var counts = ParameterCounter.Count(network, adapter);
        Assert.Equal(Long("adapters"), counts.Adapter);
        Assert.Equal(Long("head"), counts.Head);
        Assert.Equal(Long("trainable"), counts.Trained);
        Assert.Equal(Long("peft_total"), counts.PeftTotal);
        Assert.Equal(full + Long("adapters"), counts.Total);
        Assert.Equal(Long("adapter_file_tensors"), adapter.FileNames.Count);

        // The counts of each method stand together where there are those of several.
        long Long(string key) =>
            (expected.TryGetProperty(key, out var value) ? value : expected.GetProperty("lora").GetProperty(key)).GetInt64();
    }
}
