using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Which row of a stored head belongs to each label that is wanted.</summary>
/// <param name="Rows">By the wanted labels' order; null where the head is of other labels.</param>
/// <param name="Remark">What a person should know of it: why there is none, or by what the rows were found; null for nothing.</param>
internal sealed record LabelRows(IReadOnlyList<int>? Rows, string? Remark)
{
    /// <summary>
    /// Matches by name; by name without regard to case where that is unambiguous; by position where nothing has the names.
    /// </summary>
    /// <param name="stored">The head's labels; empty, or Transformers' LABEL_0, LABEL_1, … for none that are known.</param>
    /// <param name="rowCount">The head's rows in its file, which count where the names are not known.</param>
    /// <param name="folder">The head's folder, for the remark.</param>
    public static LabelRows Match(IReadOnlyList<string> wanted, IReadOnlyList<string> stored, int rowCount, string folder)
    {
        if (wanted.SequenceEqual(stored, StringComparer.Ordinal))
            return new([.. Enumerable.Range(0, wanted.Count)], null);
        if (Find(wanted, stored, StringComparer.Ordinal) is { } exact)
            return new(exact, $"The rows of the head in {folder} are put into the experiment's order of labels, by name.");
        if (AreUnknown(stored))
        {
            return rowCount == wanted.Count
                ? new(
                    [.. Enumerable.Range(0, rowCount)],
                    $"No file names the labels of the head in {folder}, so its rows are taken in the experiment's order of labels.")
                : OtherCount(wanted.Count, rowCount, folder);
        }

        if (stored.Count != wanted.Count)
            return OtherCount(wanted.Count, stored.Count, folder);
        if (Find(wanted, stored, StringComparer.OrdinalIgnoreCase) is { } folded)
        {
            return new(
                folded, $"The rows of the head in {folder} are matched by the labels' names, without regard to upper and lower case.");
        }

        var absent = wanted.Except(stored, StringComparer.Ordinal).ToList();
        return new(null, $"The head in {folder} has other labels than the experiment. It has no row for {NameList.Of(absent)}.");
    }

    /// <summary>True for no labels, and for those that Transformers makes up.</summary>
    public static bool AreUnknown(IReadOnlyList<string> labels) =>
        labels.Select((label, i) => label == FormattableString.Invariant($"LABEL_{i}")).All(made => made);

    private static LabelRows OtherCount(int wanted, int stored, string folder) =>
        new(null, FormattableString.Invariant($"The head in {folder} has {stored} labels, and the experiment has {wanted}."));

    // Null unless each wanted label has a row of its own.
    private static int[]? Find(IReadOnlyList<string> wanted, IReadOnlyList<string> stored, StringComparer comparer)
    {
        var rows = new Dictionary<string, int>(comparer);
        for (var i = 0; i < stored.Count; i++)
        {
            if (!rows.TryAdd(stored[i], i))
                return null;
        }

        var found = wanted.Select(w => rows.GetValueOrDefault(w, -1)).ToArray();
        return wanted.Count != stored.Count || found.Contains(-1) || found.Distinct().Count() < found.Length ? null : found;
    }
}

/// <summary>A source whose tensors with a row for each label are given in another order of labels.</summary>
/// <param name="hasLabelRows">Whether a name is such a tensor's.</param>
/// <param name="rows">The source's row for each row that is given.</param>
internal sealed class ReorderedRows(IWeightSource source, Func<string, bool> hasLabelRows, IReadOnlyList<int> rows) : IWeightSource
{
    public bool Contains(string name) => source.Contains(name);

    public long[] Shape(string name) => source.Shape(name);

    public float[] Read(string name)
    {
        var values = source.Read(name);
        if (!hasLabelRows(name) || values.Length % rows.Count != 0)
            return values;
        var width = values.Length / rows.Count;
        var ordered = new float[values.Length];
        for (var i = 0; i < rows.Count; i++)
            values.AsSpan(rows[i] * width, width).CopyTo(ordered.AsSpan(i * width, width));
        return ordered;
    }
}
