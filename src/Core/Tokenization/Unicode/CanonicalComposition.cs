using System.Collections.Frozen;

namespace Emotune.Tokenization.Unicode;

/// <summary>Which two characters compose to one (Unicode Standard Annex 15), for NFC.</summary>
internal static class CanonicalComposition
{
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TrailCount = 28;

    /// <summary>What decomposes into two characters and is not composed again: by script, by age, or as it begins with a mark.</summary>
    private const string Excluded = """
        344 958-95F 9DC-9DD 9DF A33 A36 A59-A5B A5E B5C-B5D F43 F4D F52 F57 F5C F69 F73 F75-F76 F78 F81 F93 F9D FA2 FA7 FAC FB9 2ADC
        FB1D FB1F FB2A-FB36 FB38-FB3C FB3E FB40-FB41 FB43-FB44 FB46-FB4E 1D15E-1D164 1D1BB-1D1C0
        """;

    private static readonly FrozenDictionary<(int First, int Second), int> Composed = Read();

    /// <summary>What the two compose to; null for nothing.</summary>
    public static int? Compose(int first, int second)
    {
        if (first - LeadBase is >= 0 and < LeadCount and var lead && second - VowelBase is >= 0 and < VowelCount and var vowel)
            return SyllableBase + (lead * VowelCount + vowel) * TrailCount;
        if (first - SyllableBase is >= 0 and < LeadCount * VowelCount * TrailCount and var syllable && syllable % TrailCount == 0
            && second - TrailBase is > 0 and < TrailCount and var trail)
        {
            return first + trail;
        }

        return Composed.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private static FrozenDictionary<(int, int), int> Read()
    {
        var excluded = Characters.Expand(Excluded).ToHashSet();
        return CanonicalDecomposition.Pairs().Where(pair => !excluded.Contains(pair.Composed))
            .ToFrozenDictionary(pair => (pair.First, pair.Second), pair => pair.Composed);
    }
}
