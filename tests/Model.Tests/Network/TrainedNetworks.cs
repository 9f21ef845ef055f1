using Emotune.Model.Artifacts;
using Emotune.Model.Network;

namespace Emotune.Model.Tests.Network;

internal static class TrainedNetworks
{
    /// <summary>A classifier as Transformers saved it, in evaluation mode.</summary>
    public static SequenceClassifier Load(string folder)
    {
        var config = HuggingFaceConfig.Load(folder);
        using var file = SafetensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        var network = new SequenceClassifier(config.Encoder, config.Labels.Count, HeadPooling.FirstToken);
        Assert.Empty(network.LoadWeights(new SafetensorsWeights(file), HeadWeights.Required, seed: 0));
        network.eval();
        return network;
    }
}
