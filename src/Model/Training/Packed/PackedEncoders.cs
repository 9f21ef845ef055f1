using Emotune.Model.Kernels;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Training.Packed;

/// <summary>Which networks are trained in packed form.</summary>
internal static class PackedEncoders
{
    /// <returns>
    /// Null where the modules themselves have to compute: for merged adapters, products of another making, and layers without a
    /// packed form.
    /// </returns>
    public static IPackedEncoder? For(SequenceClassifier network, ILinearKernel products, int threads)
    {
        if (network.Linears.Select(l => l.Adapter).Any(a => a is not (null or LoraLinear { Merged: false })))
            return null;
        if (network.Encoder.SlowerForm is not null)
            return null;
        return products switch
        {
            NativeLinearKernel => new PackedEncoder<Float32Number>(network, threads, default),
            BFloat16LinearKernel half => new PackedEncoder<BFloat16Number>(network, threads, half.Way),
            _ => null,
        };
    }
}
