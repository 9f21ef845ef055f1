namespace Emotune.Pipeline.Spec.Schema;

/// <summary>Names the valid word that was probably meant.</summary>
internal static class Suggestions
{
    /// <summary>" Did you mean 'x'?", or nothing where no valid word is near.</summary>
    public static string For(string given, IReadOnlyList<string> valid)
    {
        // Longer than this it cannot be near, and the distance costs the product of the lengths.
        if (valid.Count == 0 || given.Length > 2 * valid.Max(v => v.Length) + 1)
            return "";
        var nearest = valid.MinBy(v => Distance(given.ToLowerInvariant(), v));
        return nearest is not null && Distance(given.ToLowerInvariant(), nearest) <= (Math.Max(given.Length, nearest.Length) + 1) / 2
            ? $" Did you mean '{nearest}'?"
            : "";
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
}
