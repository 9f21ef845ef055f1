using System.Numerics;

namespace Emotune.Fuzz;

/// <summary>Random numbers that are the same on every machine and with every version of .NET (SplitMix64).</summary>
internal sealed class FuzzRandom(ulong state)
{
    private ulong _state = state;

    /// <summary>A generator of its own for each part of a case: leaving one part out changes no other.</summary>
    public static FuzzRandom Of(string reader, ulong seed, long number, int part)
    {
        // FNV-1a.
        var hash = 14695981039346656037UL;
        foreach (var c in reader)
            hash = (hash ^ c) * 1099511628211UL;
        var random = new FuzzRandom(hash ^ BitOperations.RotateLeft(seed, 32));
        random = new FuzzRandom(random.Bits() ^ (ulong)number);
        return new FuzzRandom(random.Bits() ^ (ulong)part);
    }

    public ulong Bits()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var bits = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return bits ^ (bits >> 31);
    }

    /// <summary>From zero, below <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Bits() % (uint)count);

    /// <summary>From <paramref name="least"/> to <paramref name="most"/>, small numbers more often.</summary>
    public int Few(int least, int most) => least + (int)((most - least + 1) * Math.Pow(Bits() / (ulong.MaxValue + 1.0), 3));

    /// <summary>True once in so many times.</summary>
    public bool Once(int inTimes) => Below(inTimes) == 0;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];
}
