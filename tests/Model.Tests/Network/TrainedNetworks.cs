using Emotune.Model.Artifacts.HuggingFace;
using Emotune.Model.Lora;
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

    /// <summary>A folder of PEFT's over the classifier that it was trained over, head and all.</summary>
    public static LoraAdapter LoadAdapter(string folder, SequenceClassifier network)
    {
        using var files = AdapterFolder.Open(folder, network.Config.Family);
        return AdapterReader.Read(network, files, new AdapterHead(IsTaken: true, Rows: null, Remark: null));
    }
}
