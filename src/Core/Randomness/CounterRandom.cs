namespace Emotune.Randomness;

/// <summary>Random numbers by key and counter: the same whoever asks first, and whatever was drawn before.</summary>
/// <remarks>SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014, doi:10.1145/2660193.2660195).</remarks>
internal readonly struct CounterRandom(ulong key)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>For the entries of a tensor: their bits depend on its name.</summary>
    public CounterRandom(long seed, string name) : this(Mix((ulong)seed * Golden + Mix(Hash(name)))) { }

    /// <summary>One of many streams of a seed, such as a resample.</summary>
    public CounterRandom(long seed, long stream) : this(Mix(Mix((ulong)seed + Golden) + (ulong)stream * Golden)) { }

    /// <summary>The number of that counter, uniform over all 64 bits.</summary>
    public ulong Bits(ulong counter) => Mix(key + counter * Golden);

    /// <summary>The number of a stream that needs no seed.</summary>
    public static ulong Of(int stream, int counter) => new CounterRandom(Golden).Bits(((ulong)(uint)stream << 32) | (uint)counter);

    /// <summary>Uniform in [0, 1), in steps of 2⁻⁵³.</summary>
    public double Uniform(long index) => (Bits((ulong)index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The draw of that number, uniform over [0, count).</summary>
    public int Below(int count, int draw) => (int)Math.BigMul(Bits((ulong)(draw + 1L)), (ulong)count, out _);

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

    // FNV-1a over UTF-16 units.
    private static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var unit in name)
            hash = (hash ^ unit) * 0x100000001B3UL;
        return hash;
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
