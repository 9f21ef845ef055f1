namespace Emotune.Model.Network;

/// <summary>Random numbers by (seed, name, index): the bits of a tensor do not depend on what was drawn before it.</summary>
/// <remarks>SplitMix64's finaliser (Steele et al. 2014, doi:10.1145/2660193.2660195) over a counter, keyed by seed and name.</remarks>
public readonly struct CounterRandom
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong key;

    public CounterRandom(long seed, string name)
    {
        var hash = 0xCBF29CE484222325UL;      // FNV-1a over UTF-16 units
        foreach (var unit in name)
            hash = (hash ^ unit) * 0x100000001B3UL;
        key = Mix((ulong)seed * Golden + Mix(hash));
    }

    /// <summary>Uniform in [0, 1), in steps of 2⁻⁵³.</summary>
    public double Uniform(long index) => (Mix(key + (ulong)index * Golden) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Entries of U(−bound, bound).</summary>
    public float[] Uniform(int count, double bound)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
            values[i] = (float)((2 * Uniform(i) - 1) * bound);
        return values;
    }

    /// <summary>Entries of N(0, deviation²), by Box and Muller.</summary>
    public float[] Normal(int count, double deviation)
    {
        var values = new float[count];
        for (var i = 0; i < count; i += 2)
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - Uniform(i)));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform(i + 1L));
            values[i] = (float)(radius * cosine);
            if (i + 1 < count)
                values[i + 1] = (float)(radius * sine);
        }
        return values;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
