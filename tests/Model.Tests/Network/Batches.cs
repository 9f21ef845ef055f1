using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

internal static class Batches
{
    /// <summary>(2, 5) ids of which the second row's last two are padding, and their mask.</summary>
    public static (Tensor Ids, Tensor Mask) Padded(EncoderConfig config)
    {
        long pad = config.PadTokenId;
        return (tensor(new long[] { 2, 7, 9, 4, 3, 2, 8, 3, pad, pad }, [2, 5]),
            tensor(new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 0, 0 }, [2, 5]));
    }
}
