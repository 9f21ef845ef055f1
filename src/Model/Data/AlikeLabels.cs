using Emotune.Diagnostics;

namespace Emotune.Model.Data;

/// <summary>Two labels that differ so little that one may be a slip of the other.</summary>
/// <param name="IsCaseAlone">Whether they differ in capital letters alone; otherwise in one letter.</param>
internal sealed record AlikeLabels(string First, string Second, bool IsCaseAlone)
{
    // A letter makes another word of a shorter one, and whoever writes longer ones by hand is unknown.
    private const int ShortestWord = 3, LongestWord = 200;

    /// <summary>All such pairs, the first label before the second in the list.</summary>
    public static IReadOnlyList<AlikeLabels> Among(IReadOnlyList<string> labels)
    {
        var bySpelling = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var pairs = new SortedSet<(int First, int Second)>();
        for (var id = 0; id < labels.Count; id++)
        {
            // Words that a letter separates share a spelling with one letter less: nobody has to compare each with each.
            foreach (var spelling in Spellings(labels[id].ToLowerInvariant()).Distinct(StringComparer.Ordinal))
            {
                if (!bySpelling.TryGetValue(spelling, out var others))
                    bySpelling.Add(spelling, others = []);
                pairs.UnionWith(others.Where(o => Differ(labels[o], labels[id])).Select(o => (o, id)));
                others.Add(id);
            }
        }

        return [.. pairs.Select(p => new AlikeLabels(labels[p.First], labels[p.Second], AreOneWord(labels[p.First], labels[p.Second])))];
    }

    private static IEnumerable<string> Spellings(string word) =>
        word.Length is < ShortestWord or > LongestWord
            ? [word]
            : Enumerable.Range(0, word.Length).Select(i => word.Remove(i, 1)).Prepend(word);

    private static bool Differ(string first, string second) =>
        AreOneWord(first, second)
        || (Math.Min(first.Length, second.Length) >= ShortestWord
            // Numbers in names count something: class1 and class2 are two.
            && !AreOneWord(WithoutDigits(first), WithoutDigits(second))
            && Suggestions.Distance(first.ToLowerInvariant(), second.ToLowerInvariant()) == 1);

    private static bool AreOneWord(string first, string second) =>
        string.Equals(first.ToLowerInvariant(), second.ToLowerInvariant(), StringComparison.Ordinal);

    private static string WithoutDigits(string word) => string.Concat(word.Where(c => !char.IsDigit(c)));
}
