namespace Emotune.Metrics;

/// <summary>
/// Labels by what a truth can tell of them: most stand alone, but where it only says that at least one of several holds,
/// these are judged as one. A group holds where any of its labels does.
/// </summary>
/// <param name="Groups">(G) label ids; no label is in two of them, and some may be in none.</param>
internal sealed record LabelGroups(IReadOnlyList<IReadOnlyList<int>> Groups)
{
    public int Count => Groups.Count;

    /// <summary>(N × L) marks of labels to (N × G) marks of groups.</summary>
    public byte[] Any(ReadOnlySpan<byte> marks, int labelCount)
    {
        var rows = marks.Length / labelCount;
        var any = new byte[rows * Count];
        for (var row = 0; row < rows; row++)
        {
            for (var group = 0; group < Count; group++)
            {
                foreach (var label in Groups[group])
                    any[row * Count + group] |= marks[row * labelCount + label];
            }
        }

        return any;
    }

    /// <summary>The groups' probabilities beside their own truth.</summary>
    /// <param name="truth">(N × G).</param>
    internal ProbabilityColumns Of(ProbabilityColumns labels, byte[] truth)
    {
        double[][] logits = [.. Groups.Select(group => Logits(group, labels))];
        return new ProbabilityColumns(
            [.. Groups.Select(
                (group, g) => group.Count == 1 ? labels.Probabilities[group[0]] : Array.ConvertAll(logits[g], Logistic.Sigmoid))],
            logits,
            [.. Enumerable.Range(0, Count).Select(g => Columns.Of<byte>(truth, Count, g))]);
    }

    private static double[] Logits(IReadOnlyList<int> group, ProbabilityColumns labels) => group.Skip(1).Aggregate(
        labels.Logits[group[0]], (any, label) => [.. any.Zip(labels.Logits[label], Either)]);

    /// <summary>
    /// The logit of 1 − (1 − p)(1 − q): what a model that gives each label a probability of its own, as cross-entropy trains it to, says of
    /// "at least one". The odds are o + o′ + o·o′, here summed as logarithms, so that neither small nor large ones are lost.
    /// </summary>
    internal static double Either(double first, double second)
    {
        var both = first + second;
        var largest = Math.Max(Math.Max(first, second), both);
        return largest + Math.Log(Math.Exp(first - largest) + Math.Exp(second - largest) + Math.Exp(both - largest));
    }
}
