using Emotune.Model.Kernels;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>
/// One encoder layer over a thread's rows, forward and back, with what the backward pass needs kept from the forward one.
/// </summary>
internal interface IPackedLayer<TNumber> : IDisposable where TNumber : struct, INumber
{
    /// <summary>Given once, before the first pass; somebody else's to reserve and to free.</summary>
    LayerMemory Memory { get; set; }

    /// <summary>Whether <see cref="LayerMemory.Probabilities"/> is needed.</summary>
    bool KeepsProbabilities { get; }

    bool IsTrained { get; }

    IEnumerable<PackedProduct<TNumber>> Products { get; }

    void BeginBatch(PackedBatch batch);

    /// <summary>The residual stream goes in and comes out in <see cref="SharedRows.Residual"/>.</summary>
    /// <param name="next">Where the products of the next layer will read; a layer that begins with a norm writes it itself.</param>
    void Forward(int index, PackedBatch batch, CounterDropout? dropout, Matrix next);

    /// <summary>
    /// The output's gradient is the sum of <see cref="SharedRows.Residual"/> and, where there is a layer above,
    /// <see cref="SharedRows.Product"/>; so is the input's afterwards. A layer that begins with a norm leaves all of it in the former,
    /// and the layer below it adds nothing.
    /// </summary>
    /// <param name="isLowest">Nothing below is trained: the input's gradient is not computed.</param>
    void Backward(int index, PackedBatch batch, bool drops, bool isHighest, bool isLowest);

    /// <summary>The layer's weight gradients, each a piece of work for one thread.</summary>
    IEnumerable<Action<int>> WeightGradients(int rows, bool first);

    void Collect(bool first);
}

/// <summary>The packed forms of layers.</summary>
internal static class PackedLayers
{
    /// <param name="distances">The encoder's; null for a family without such biases.</param>
    public static IPackedLayer<TNumber> Of<TNumber>(
        IEncoderLayer layer, EncoderConfig config, SharedRows shared, PackedDistanceBias? distances, int shards)
        where TNumber : struct, INumber => layer switch
        {
            EncoderLayer postNorm => new PackedLayer<TNumber>(postNorm, config, shared, distances, shards),
            PreNormLayer preNorm => new PackedPreNormLayer<TNumber>(preNorm, config, shared, shards),
            _ => throw new ArgumentException("The layer has no packed form.", nameof(layer)),
        };
}
