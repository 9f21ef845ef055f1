namespace Emotune.Randomness;

/// <summary>What random numbers are for: each purpose draws from its own stream of the seed.</summary>
internal enum RandomStream { Dropout = 1, Order = 2, Masking = 3, Replacement = 4 }

/// <summary>
/// Philox4x32-10 (Salmon et al. 2011, "Parallel Random Numbers: As Easy as 1, 2, 3"): random numbers that are a function of
/// a key and a counter, so that a number depends on what it is for and never on what was drawn before it.
/// </summary>
internal static class Philox
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>Four random words for one counter under one key.</summary>
    public static (uint X0, uint X1, uint X2, uint X3) Block((uint X0, uint X1, uint X2, uint X3) counter, ulong key)
    {
        var (c0, c1, c2, c3) = counter;
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var p0 = (ulong)Multiplier0 * c0;
            var p1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += Weyl0;
            k1 += Weyl1;
        }
        return (c0, c1, c2, c3);
    }

    /// <summary>64 random bits.</summary>
    public static ulong Bits(ulong seed, RandomStream stream, uint a, uint b, uint index)
    {
        var (x0, x1, _, _) = Block((index, a, b, (uint)stream), seed);
        return (ulong)x1 << 32 | x0;
    }

    /// <summary>A number in [0, 1).</summary>
    public static double Uniform(ulong seed, RandomStream stream, uint a, uint b, uint index) =>
        (Bits(seed, stream, a, b, index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="bound"/>).</summary>
    public static int Below(int bound, ulong seed, RandomStream stream, uint a, uint b, uint index) =>
        (int)Math.BigMul(Bits(seed, stream, a, b, index), (ulong)bound, out _);

    /// <summary>Puts the items into a random order (Fisher and Yates).</summary>
    public static void Shuffle<T>(Span<T> items, ulong seed, RandomStream stream, uint a, uint b)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1, seed, stream, a, b, (uint)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
