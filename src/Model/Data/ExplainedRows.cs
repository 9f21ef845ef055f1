using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Randomness;

namespace Emotune.Model.Data;

/// <summary>A test comment to explain: a line of <c>explained_rows.jsonl</c>.</summary>
/// <param name="Row">Its place in the test split, from zero.</param>
/// <param name="Labels">The names of the labels that it carries.</param>
internal sealed record ExplainedComment(int Row, string Text, IReadOnlyList<string> Labels);

/// <summary>
/// The order in which test comments are taken to be explained, the same for all runs. Explaining fewer takes a prefix,
/// so that the stage depends on the comments that it explains and on no others.
/// </summary>
internal static class ExplainedRows
{
    /// <summary>As many comments as an experiment may have explained.</summary>
    public const int Maximum = 1000;

    /// <summary>The first comments of what Prepare wrote.</summary>
    /// <exception cref="DiagnosticException">EXP4001 where the file is missing, EXP4030 where it is not one that Prepare wrote.</exception>
    public static IReadOnlyList<ExplainedComment> Read(string path, int count) => Json.ReadLines<ExplainedComment>(path, count);

    internal static IReadOnlyList<ExplainedComment> Of(PreparedSplit test, ulong seed) =>
        [.. Choose(test, Maximum, seed).Select(row => new ExplainedComment(row, test.Texts[row], test.LabelNamesOf(row)))];

    /// <summary>
    /// Chooses rows by seed such that labels are represented as evenly as the data allows: again and again the label that
    /// has the fewest chosen rows gets the next of its rows, in an order that the seed gives. Rows without labels count as a label's.
    /// </summary>
    /// <returns>At most <paramref name="count"/> rows in the order of their choice, fewer where the split has fewer.</returns>
    public static IReadOnlyList<int> Choose(PreparedSplit split, int count, ulong seed)
    {
        var random = new CounterRandom(seed);
        var order = Enumerable.Range(0, split.Count).OrderBy(row => random.Bits((ulong)row + 1)).ThenBy(row => row).ToArray();
        var queues = Enumerable.Range(0, split.LabelCount + 1).Select(_ => new Queue<int>()).ToArray();
        foreach (var row in order)
        {
            foreach (var group in Groups(split, row))
                queues[group].Enqueue(row);
        }

        var chosenOf = new int[queues.Length];
        var chosen = new List<int>();
        var taken = new HashSet<int>();
        while (chosen.Count < Math.Min(count, split.Count))
        {
            var row = queues[Rarest(queues, chosenOf, taken)].Dequeue();
            chosen.Add(row);
            taken.Add(row);
            foreach (var group in Groups(split, row))
                chosenOf[group]++;
        }

        return chosen;
    }

    /// <summary>The label with the fewest chosen rows of those that have rows left; the first of several.</summary>
    private static int Rarest(Queue<int>[] queues, int[] chosenOf, HashSet<int> taken)
    {
        var rarest = -1;
        for (var label = 0; label < queues.Length; label++)
        {
            if (queues[label].Count == 0 || (rarest >= 0 && chosenOf[label] >= chosenOf[rarest]))
                continue;
            // Rows that went to other labels are dropped only where it matters, and each of them once.
            DropWhile(queues[label], taken);
            if (queues[label].Count > 0)
                rarest = label;
        }

        return rarest;
    }

    /// <summary>The row's label ids; L, one past the last, where it has none.</summary>
    private static List<int> Groups(PreparedSplit split, int row)
    {
        var labels = split.LabelsOf(row);
        var groups = new List<int>();
        for (var label = 0; label < labels.Length; label++)
        {
            if (labels[label] != 0)
                groups.Add(label);
        }

        return groups.Count > 0 ? groups : [split.LabelCount];
    }

    private static void DropWhile(Queue<int> queue, HashSet<int> taken)
    {
        while (queue.TryPeek(out var row) && taken.Contains(row))
            queue.Dequeue();
    }
}
