using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Emotune.Randomness;

namespace Emotune.Model.Kernels;

/// <summary>
/// Fills a dropout mask: 0 with probability <c>rate</c>, else 1 ÷ (1 − rate). Element e depends on the key, the counter's
/// three other words and e alone: eight Philox blocks side by side make 32 elements.
/// </summary>
internal static unsafe class DropoutMask
{
    /// <summary>Elements that eight blocks make; pieces of work begin at multiples of it.</summary>
    public const int GroupLength = 32;

    private const int Blocks = 8;

    public static void Fill(float* mask, long start, int count, double rate, ulong key, (uint A, uint B, uint C) counter)
    {
        var scale = Vector512.Create((float)(1 / (1 - rate)));
        var rest = stackalloc float[GroupLength];
        uint word;
        for (var done = 0; done < count; done += GroupLength)
        {
            FillBits(&word, (start + done) / GroupLength, 1, rate, key, counter);
            var target = count - done >= GroupLength ? mask + start + done : rest;
            (DropoutBits.Kept(word) & scale).Store(target);
            (DropoutBits.Kept(word >> (GroupLength / 2)) & scale).Store(target + GroupLength / 2);
            if (target == rest)
                new Span<float>(rest, count - done).CopyTo(new Span<float>(mask + start + done, count - done));
        }
    }

    /// <summary>The same masks, one bit an element and one word a group.</summary>
    public static void FillBits(uint* words, long firstGroup, long count, double rate, ulong key, (uint A, uint B, uint C) counter)
    {
        if (Vector512.IsHardwareAccelerated)
            FillBits<Words8>(words, firstGroup, count, rate, key, counter);
        else
            FillBits<Words4>(words, firstGroup, count, rate, key, counter);
    }

    /// <summary>At a width of its own: the same bits at each.</summary>
    internal static void FillBits<TWords>(
        uint* words, long firstGroup, long count, double rate, ulong key, (uint A, uint B, uint C) counter)
        where TWords : struct, IWords<TWords>
    {
        var keep = (uint)Math.Min(uint.MaxValue, Math.Round((1 - rate) * 4294967296.0));
        for (var i = 0L; i < count; i++)
        {
            var word = 0u;
            for (var first = 0; first < Blocks; first += TWords.Count)
            {
                // A block's first two words are elements of the group's first half, its others of the second.
                var (lower, upper) = Part<TWords>((ulong)(firstGroup + i) * Blocks + (ulong)first, counter, key, keep);
                word |= lower << (2 * first) | upper << (2 * first + GroupLength / 2);
            }
            words[i] = word;
        }
    }

    // The kept elements of some blocks, in order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint First, uint Second) Part<TWords>(ulong block, (uint A, uint B, uint C) counter, ulong key, uint keep)
        where TWords : struct, IWords<TWords>
    {
        var (c0, c1, c2, c3) = (TWords.From(block), TWords.Of(counter.A), TWords.Of(counter.B), TWords.Of(counter.C));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        var (multiplier0, multiplier1) = (TWords.Of(Philox.Multiplier0), TWords.Of(Philox.Multiplier1));
        for (var round = 0; round < Philox.Rounds; round++)
        {
            // Only the lower halves count: what a product leaves above them is ignored by the next one.
            var p0 = TWords.MultiplyLower(c0, multiplier0);
            var p1 = TWords.MultiplyLower(c2, multiplier1);
            c0 = TWords.Upper(p1) ^ c1 ^ TWords.Of(k0);
            c2 = TWords.Upper(p0) ^ c3 ^ TWords.Of(k1);
            c1 = p1;
            c3 = p0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        return (TWords.Less(c0, c1, keep), TWords.Less(c2, c3, keep));
    }
}
