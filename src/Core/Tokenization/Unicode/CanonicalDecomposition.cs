using System.Globalization;

namespace Emotune.Tokenization.Unicode;

/// <summary>Canonical decomposition and combining classes (Unicode Standard Annex 15), for NFD.</summary>
internal static class CanonicalDecomposition
{
    private const int HangulBase = 0xAC00, HangulCount = 11172, LeadBase = 0x1100, VowelBase = 0x1161;
    private const int TrailBase = 0x11A7, VowelCount = 21, TrailCount = 28;

    private static readonly Dictionary<int, int[]> Decompositions = ReadDecompositions();
    private static readonly Dictionary<int, byte> CombiningClasses = ReadCombiningClasses();

    /// <summary>The characters that decompose or have a combining class other than 0.</summary>
    public static IEnumerable<int> Affected =>
        Decompositions.Keys.Concat(CombiningClasses.Keys).Concat(Enumerable.Range(HangulBase, HangulCount));

    public static byte CombiningClass(int character) => CombiningClasses.GetValueOrDefault(character);

    /// <summary>
    /// Writes the full decomposition of <paramref name="character"/>; returns its length, 1 for a character that stays as it is.
    /// </summary>
    /// <param name="destination">Room for at least four characters.</param>
    public static int Decompose(int character, Span<int> destination)
    {
        var syllable = character - HangulBase;
        if (syllable is >= 0 and < HangulCount)
        {
            destination[0] = LeadBase + syllable / (VowelCount * TrailCount);
            destination[1] = VowelBase + syllable / TrailCount % VowelCount;
            var trail = syllable % TrailCount;
            destination[2] = TrailBase + trail;
            return trail == 0 ? 2 : 3;
        }

        if (!Decompositions.TryGetValue(character, out var parts))
        {
            destination[0] = character;
            return 1;
        }

        parts.CopyTo(destination);
        return parts.Length;
    }

    /// <summary>Marks in their canonical order: those of one class keep theirs. A run of them may be as long as the text.</summary>
    public static IEnumerable<(byte Class, int Character, T Other)> Ordered<T>(List<(byte Class, int Character, T Other)> marks)
    {
        for (var index = 1; index < marks.Count; index++)
        {
            if (marks[index - 1].Class > marks[index].Class)
                return marks.OrderBy(mark => mark.Class);
        }

        return marks;
    }

    /// <summary>The characters that decompose into two, and what they decompose into, one step deep.</summary>
    public static IEnumerable<(int Composed, int First, int Second)> Pairs()
    {
        var second = 0;
        foreach (var token in Tokens(DecompositionData.Pairs))
        {
            if (token[0] == '+')
                second = Characters.Hexadecimal(token[1..]);
            else if (token.Split('=') is [var composed, var first])
                yield return (Characters.Hexadecimal(composed), Characters.Hexadecimal(first), second);
        }
    }

    private static Dictionary<int, int[]> ReadDecompositions()
    {
        var steps = Pairs().ToDictionary(pair => pair.Composed, pair => new[] { pair.First, pair.Second });
        var from = 0;
        foreach (var token in Tokens(DecompositionData.Singletons))
        {
            if (token[^1] == '=')
                from = Characters.Hexadecimal(token[..^1]);
            else
                steps.Add(from++, [Characters.Hexadecimal(token)]);
        }

        return steps.ToDictionary(step => step.Key, step => Full(step.Key).ToArray());

        IEnumerable<int> Full(int character) => steps.TryGetValue(character, out var parts) ? parts.SelectMany(Full) : [character];
    }

    private static Dictionary<int, byte> ReadCombiningClasses()
    {
        var classes = new Dictionary<int, byte>();
        byte current = 0;
        foreach (var token in Tokens(UnicodeRanges.CombiningClasses))
        {
            if (token[^1] == ':')
            {
                current = byte.Parse(token[..^1], CultureInfo.InvariantCulture);
            }
            else
            {
                foreach (var character in Characters.Expand(token))
                    classes.Add(character, current);
            }
        }

        return classes;
    }

    private static string[] Tokens(string table) => table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
