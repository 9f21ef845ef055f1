using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Emotune.Model.Training;

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
        var keep = Vector512.Create((uint)Math.Min(uint.MaxValue, Math.Round((1 - rate) * 4294967296.0)));
        var scale = Vector512.Create((float)(1 / (1 - rate)));
        var rest = stackalloc float[GroupLength];
        for (var done = 0; done < count; done += GroupLength)
        {
            var group = (start + done) / GroupLength;
            var target = count - done >= GroupLength ? mask + start + done : rest;
            Group((ulong)group * 8, counter, key, keep, scale, target);
            if (target == rest)
                new Span<float>(rest, count - done).CopyTo(new Span<float>(mask + start + done, count - done));
        }
    }

    private static void Group(ulong block, (uint A, uint B, uint C) counter, ulong key, Vector512<uint> keep, Vector512<float> scale, float* target)
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
        Select(c0, c1, keep, scale).Store(target);
        Select(c2, c3, keep, scale).Store(target + GroupLength / 2);
    }

    // Only the lower halves count: what a product leaves above them is ignored by the next one.
    private static Vector512<ulong> Multiply(Vector512<ulong> a, Vector512<ulong> b) => Avx512F.IsSupported
        ? Avx512F.Multiply(a.AsUInt32(), b.AsUInt32())
        : (a & Vector512.Create((ulong)uint.MaxValue)) * b;

    private static Vector512<float> Select(Vector512<ulong> even, Vector512<ulong> odd, Vector512<uint> keep, Vector512<float> scale)
    {
        var words = ((even & Vector512.Create((ulong)uint.MaxValue)) | (odd << 32)).AsUInt32();
        return Vector512.LessThan(words, keep).AsSingle() & scale;
    }
}
