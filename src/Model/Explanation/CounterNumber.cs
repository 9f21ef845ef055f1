namespace Emotune.Model.Explanation;

/// <summary>Random numbers by counter instead of state: each is a function of what it is for.</summary>
internal static class CounterNumber
{
    // SplitMix64's finalizer (Steele, Lea, Flood 2014).
    public static ulong Of(int stream, int counter)
    {
        var z = unchecked((((ulong)(uint)stream << 32) | (uint)counter) * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
