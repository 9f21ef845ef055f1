using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
using Emotune.Model.Network;
using Emotune.Model.Tests.Network;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>An adapter's file, read again, means the same modules, ranks and alphas.</summary>
public sealed class AdapterConfigMappingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static LoraAdapter Apply(EncoderFamily family, HeadPooling pooling, LoraConfig lora)
    {
        var encoder = new EncoderConfig(
            family, 11, 8, 2, 2, 12, 10, family.Keys.TypeVocabularySize is null ? 0 : 2, 1e-12, Activation.Gelu, 0, 0, 0, 0, 0.02);
        var network = new SequenceClassifier(encoder, 3, pooling);
        network.LoadWeights(Weights(network), HeadWeights.Required, 1);
        return LoraAdapter.Apply(network, lora, 1);
    }

    private static WeightDictionary Weights(SequenceClassifier network)
    {
        network.InitializeAll(1);
        return new WeightDictionary(network.ExportWeights().ToDictionary(w => w.Name, w => w.Value, StringComparer.Ordinal));
    }

    private AdapterConfig Written(LoraAdapter adapter)
    {
        adapter.ToConfig("backbone").Write(_folder.Path);
        return AdapterConfig.Load(_folder.Path);
    }

    [Theory]
    [ClassData(typeof(EveryFamilyAndPooling))]
    internal void Kinds_are_written_as_the_modules_that_they_mean(string modelType, HeadPooling pooling)
    {
        var family = EncoderFamily.Find(modelType)!;
        var adapter = Apply(family, pooling, new LoraConfig
        {
            TargetModules = new ModuleSelection([ModuleKinds.Query, ModuleKinds.FeedForwardOutput]),
            LayersToTransform = [1],
            RankPattern = [new(ModuleKinds.FeedForwardOutput, 3)],
            AlphaPattern = [new(ModuleKinds.Query, 5)],
        });
        var config = Written(adapter);
        Assert.Equal(2, config.Lora.TargetModules.Names.Count);
        Assert.DoesNotContain(config.Lora.TargetModules.Names, n => ModuleKinds.All.Contains(n));
        Assert.Equal(adapter.Targets, Apply(family, pooling, config.Lora).Targets);
    }

    [Fact]
    public void A_choice_in_pefts_terms_stays_as_it_was_made()
    {
        var lora = new LoraConfig
        {
            TargetModules = new ModuleSelection(["query", "attention.self.value"]),
            LayersToTransform = [0],
            RankPattern = [new("query", 2)]
        };
        var config = Written(Apply(EncoderFamily.Bert, HeadPooling.FirstToken, lora));
        Assert.Equal(["attention.self.value", "query"], config.Lora.TargetModules.Names);
        Assert.Equal([0], config.Lora.LayersToTransform!);
        Assert.Equal(lora.RankPattern, config.Lora.RankPattern);
    }

    [Fact]
    public void All_linear_layers_are_written_one_by_one()
    {
        var adapter = Apply(EncoderFamily.Bert, HeadPooling.FirstToken, new LoraConfig { TargetModules = ModuleSelection.AllLinear });
        var config = Written(adapter);
        Assert.Equal(adapter.Targets.Select(t => t.Module).Order(StringComparer.Ordinal), config.Lora.TargetModules.Names);
    }

    [Fact]
    public void A_classifiers_head_is_saved_with_its_adapter_and_another_head_is_not()
    {
        var classifier = Written(Apply(EncoderFamily.Bert, HeadPooling.FirstToken, new LoraConfig { ModulesToSave = ["pooler"] }));
        Assert.Equal(["pooler", "classifier", "score"], classifier.Lora.ModulesToSave);
        Assert.Equal("SEQ_CLS", classifier.TaskType);
        Assert.Equal("backbone", classifier.BaseModel);
        var encoder = Written(Apply(EncoderFamily.Bert, HeadPooling.Mean, new LoraConfig()));
        Assert.Empty(encoder.Lora.ModulesToSave);
        Assert.Equal("FEATURE_EXTRACTION", encoder.TaskType);
    }
}
