using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Network;

namespace Emotune.Model.Tests.Network;

internal static class TrainedNetworks
{
    /// <summary>A classifier as Transformers saved it, in evaluation mode.</summary>
    public static SequenceClassifier Load(string folder)
    {
        var config = HuggingFaceConfig.Load(folder);
        using var weights = WeightFolder.Open(folder, config.Encoder.Family);
        var network = new SequenceClassifier(config.Encoder, config.Labels.Count, HeadPooling.FirstToken);
        Assert.Empty(network.LoadWeights(weights, HeadWeights.Required, seed: 0));
        network.eval();
        return network;
    }
}
