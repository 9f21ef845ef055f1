using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Prediction;

/// <summary>One layer's forward pass over packed comments.</summary>
internal interface IForwardLayer<TNumber> : IDisposable where TNumber : struct, INumber
{
    /// <summary>From the states of the buffers to the layer's, in place.</summary>
    void Forward(PackedRows rows, ForwardBuffers<TNumber> buffers);
}

/// <summary>The forward passes of layers.</summary>
internal static class ForwardLayers
{
    /// <summary>Whether one comment's attention probabilities have a place of their own.</summary>
    public static bool NeedProbabilities(Encoder encoder) => encoder.Layers.Any(l => l is EncoderLayer);

    public static IForwardLayer<TNumber> Of<TNumber>(
        IEncoderLayer layer, WeightTable table, string name, EncoderConfig config, Multiplier multiplier)
        where TNumber : struct, INumber => layer switch
        {
            EncoderLayer => new ForwardLayer<TNumber>(table, name, config, config.Family.Names, multiplier),
            PreNormLayer preNorm => new ForwardPreNormLayer<TNumber>(preNorm, table, name, config, multiplier),
            _ => throw new ArgumentException("The layer has no forward pass of its own.", nameof(layer)),
        };
}
