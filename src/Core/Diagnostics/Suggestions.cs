namespace Emotune.Diagnostics;

/// <summary>Names the valid word that was probably meant.</summary>
internal static class Suggestions
{
    private const int LongestWord = 200;

    /// <summary>" Did you mean 'x'?", or nothing where no valid word is near.</summary>
    public static string For(string given, IReadOnlyList<string> valid)
    {
        // The distance costs the product of the lengths, and is at least their difference.
        if (given.Length > LongestWord)
            return "";
        var nearest = valid.Where(v => Math.Abs(given.Length - v.Length) <= Allowed(v)).MinBy(v => DistanceOfWords(given, v));
        return nearest is not null && DistanceOfWords(given, nearest) <= Allowed(nearest) ? Question(nearest) : "";

        int Allowed(string word) => Math.Max(given.Length, word.Length) / 2;
    }

    /// <summary>As <see cref="For"/>, where only a slip of one letter, or of two in a long word, makes a word near.</summary>
    public static string ForSlip(string given, IEnumerable<string> valid)
    {
        var nearest = valid.Where(v => IsSlip(given, v)).MinBy(v => DistanceOfWords(given, v));
        return nearest is null ? "" : Question(nearest);
    }

    /// <summary>Edits from one word to the other; two letters that changed places count once (optimal string alignment).</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }

    private static bool IsSlip(string given, string valid)
    {
        const int Shortest = 3, Long = 8, OfLongWord = 2;
        var longest = given.Length >= Long && valid.Length >= Long ? OfLongWord : 1;
        return Math.Min(given.Length, valid.Length) >= Shortest && Math.Abs(given.Length - valid.Length) <= longest
            && DistanceOfWords(given, valid) <= longest;
    }

    // Capitals are no other letters.
    private static int DistanceOfWords(string a, string b) => Distance(a.ToLowerInvariant(), b.ToLowerInvariant());

    private static string Question(string word) => $" Did you mean '{word}'?";
}
