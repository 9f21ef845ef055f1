using Emotune.Model.Native;
using Emotune.Model.Network;
using Emotune.Randomness;
using static TorchSharp.torch;

namespace Emotune.Model.Kernels;

/// <summary>
/// Dropout whose mask is a function of seed, step, site and element: the same for any number of threads, after a resumption,
/// and whatever was drawn before. No mask is kept but the one that the backward pass needs.
/// </summary>
internal sealed class CounterDropout(ulong seed, int threads = 1) : IDropout
{
    private uint _step;

    /// <summary>Begins a forward pass.</summary>
    /// <param name="step">Counts forward passes of the run, micro-batches of an accumulated step each for itself.</param>
    public void Begin(long step) => _step = checked((uint)step);

    /// <inheritdoc/>
    public Tensor Apply(Tensor x, double p, int site)
    {
        using var mask = Mask(x.shape, p, site);
        return x * mask;
    }

    /// <summary>Thirty-two bits for each group of as many elements: 1 where a site's mask keeps its element.</summary>
    internal unsafe void FillBits(uint* words, long firstGroup, long count, double p, int site) =>
        DropoutMask.FillBits(words, firstGroup, count, p, seed, ((uint)site, _step, (uint)RandomStream.Dropout));

    /// <summary>The mask of a site: 0 with probability <paramref name="p"/>, else 1 ÷ (1 − p); float32.</summary>
    public unsafe Tensor Mask(long[] shape, double p, int site)
    {
        var mask = empty(shape, dtype: ScalarType.Float32);
        var values = TensorMemory.Pointer(mask);
        var length = mask.numel();
        var counter = ((uint)site, _step, (uint)RandomStream.Dropout);
        Workers.For(threads, Workers.ChunkCount(length), i =>
        {
            var (start, count) = Workers.Chunk(length, i);
            DropoutMask.Fill(values, start, count, p, seed, counter);
        });
        return mask;
    }
}
