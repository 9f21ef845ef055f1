namespace Emotune.Model.Metrics;

/// <summary>Random draws by number: the same whoever asks first (Steele et al., "Fast Splittable Pseudorandom Number Generators", 2014).</summary>
internal readonly struct CounterRandom(long seed, long stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private readonly ulong _start = Mix(Mix((ulong)seed + Golden) + (ulong)stream * Golden);

    /// <summary>The draw of that number, uniform over [0, count).</summary>
    public int Below(int count, int draw) => (int)Math.BigMul(Mix(_start + (ulong)(draw + 1L) * Golden), (ulong)count, out _);

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
