namespace Emotune.Model.Comparison;

/// <summary>
/// How far two attributions of one text agree. Both give each word a value, and words rank by it, the one that speaks most for the label
/// first; equal ones rank in the order of the text.
/// </summary>
internal static class RankAgreement
{
    /// <summary>The share of the foremost words that both have, in [0, 1]: |A ∩ B| ÷ k, where k is at most the number of words.</summary>
    /// <exception cref="ArgumentException">Other numbers of values, or none.</exception>
    public static double TopOverlap(IReadOnlyList<double> first, IReadOnlyList<double> second, int count)
    {
        Check(first, second);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var k = Math.Min(count, first.Count);
        return (double)Ranking(first).Take(k).Intersect(Ranking(second).Take(k)).Count() / k;
    }

    /// <summary>
    /// Rank-biased overlap, extrapolated (Webber, Moffat and Zobel, "A Similarity Measure for Indefinite Rankings", 2010, equation 23):
    /// the mean over depths d of the share that the first d words have in common, depth d weighing as p^(d − 1). In [0, 1], 1 for the
    /// same ranking.
    /// </summary>
    /// <param name="persistence">p, in (0, 1): the smaller, the more the first words weigh.</param>
    /// <exception cref="ArgumentException">Other numbers of values, or none.</exception>
    public static double RankBiasedOverlap(IReadOnlyList<double> first, IReadOnlyList<double> second, double persistence)
    {
        Check(first, second);
        if (!(persistence > 0 && persistence < 1))
            throw new ArgumentOutOfRangeException(nameof(persistence));
        var (a, b) = (Ranking(first), Ranking(second));
        var (seenInA, seenInB) = (new HashSet<int>(), new HashSet<int>());
        double sum = 0, weight = 1, share = 0;
        for (var depth = 1; depth <= a.Length; depth++)
        {
            seenInA.Add(a[depth - 1]);
            seenInB.Add(b[depth - 1]);
            share = (double)seenInA.Count(seenInB.Contains) / depth;
            sum += weight * share;
            weight *= persistence;
        }
        // Beyond the last word the overlap stays as it is there.
        return (1 - persistence) * sum + weight * share;
    }

    /// <summary>
    /// Kendall's tau-b (1945) of the values: concordant less discordant pairs of words, over √((pairs not tied in the first) · (in the
    /// second)).
    /// In [−1, 1]; null where either side has the same value for all words.
    /// </summary>
    /// <exception cref="ArgumentException">Other numbers of values, or none.</exception>
    public static double? KendallTau(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        Check(first, second);
        long balance = 0, untiedInFirst = 0, untiedInSecond = 0;
        for (var i = 1; i < first.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (a, b) = (first[i].CompareTo(first[j]), second[i].CompareTo(second[j]));
                balance += Math.Sign(a) * Math.Sign(b);
                untiedInFirst += a == 0 ? 0 : 1;
                untiedInSecond += b == 0 ? 0 : 1;
            }
        }
        return untiedInFirst == 0 || untiedInSecond == 0 ? null : balance / Math.Sqrt((double)untiedInFirst * untiedInSecond);
    }

    private static int[] Ranking(IReadOnlyList<double> values) => [.. Enumerable.Range(0, values.Count).OrderByDescending(i => values[i])];

    private static void Check(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count != second.Count || first.Count == 0)
        {
            throw new ArgumentException(
                $"There are {first.Count} and {second.Count} values; both must have one for each of the same words.", nameof(second));
        }
    }
}
