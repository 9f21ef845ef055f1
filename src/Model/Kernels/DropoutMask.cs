using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    public static void Fill(float* mask, long start, int count, double rate, ulong key, (uint A, uint B, uint C) counter)
    {
        var keep = Keep(rate);
        var scale = Vector512.Create((float)(1 / (1 - rate)));
        var rest = stackalloc float[GroupLength];
        for (var done = 0; done < count; done += GroupLength)
        {
            var group = (start + done) / GroupLength;
            var target = count - done >= GroupLength ? mask + start + done : rest;
            var (first, second) = Group((ulong)group * 8, counter, key);
            (Vector512.LessThan(first, keep).AsSingle() & scale).Store(target);
            (Vector512.LessThan(second, keep).AsSingle() & scale).Store(target + GroupLength / 2);
            if (target == rest)
                new Span<float>(rest, count - done).CopyTo(new Span<float>(mask + start + done, count - done));
        }
    }

    /// <summary>The same masks, one bit an element and one word a group.</summary>
    public static void FillBits(uint* words, long firstGroup, long count, double rate, ulong key, (uint A, uint B, uint C) counter)
    {
        var keep = Keep(rate);
        for (var i = 0L; i < count; i++)
        {
            var (first, second) = Group((ulong)(firstGroup + i) * 8, counter, key);
            words[i] = (uint)Vector512.LessThan(first, keep).ExtractMostSignificantBits()
                | (uint)Vector512.LessThan(second, keep).ExtractMostSignificantBits() << (GroupLength / 2);
        }
    }

    private static Vector512<uint> Keep(double rate) =>
        Vector512.Create((uint)Math.Min(uint.MaxValue, Math.Round((1 - rate) * 4294967296.0)));

    // The random words of a group's elements, in order.
    private static (Vector512<uint> First, Vector512<uint> Second) Group(ulong block, (uint A, uint B, uint C) counter, ulong key)
    {
        var c0 = Vector512.Create(block) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
        var c1 = Vector512.Create((ulong)counter.A);
        var c2 = Vector512.Create((ulong)counter.B);
        var c3 = Vector512.Create((ulong)counter.C);
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        var multiplier0 = Vector512.Create((ulong)Philox.Multiplier0);
        var multiplier1 = Vector512.Create((ulong)Philox.Multiplier1);
        for (var round = 0; round < Philox.Rounds; round++)
        {
            var p0 = Multiply(c0, multiplier0);
            var p1 = Multiply(c2, multiplier1);
            c0 = (p1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0);
            c2 = (p0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1);
            c1 = p1;
            c3 = p0;
            k0 += Philox.Weyl0;
            k1 += Philox.Weyl1;
        }
        return (Interleave(c0, c1), Interleave(c2, c3));
    }

    // Only the lower halves count: what a product leaves above them is ignored by the next one.
    private static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.Multiply(a.AsUInt32(), b.AsUInt32())
        : (a & Vector512.Create((ulong)uint.MaxValue)) * b;

    private static Vector512<uint> Interleave(Vector512<ulong> even, Vector512<ulong> odd) =>
        ((even & Vector512.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();
}
