using Emotune.Diagnostics;

namespace Emotune.Model.Data;

/// <summary>What a user says of one label of another data set.</summary>
/// <param name="Ours">The experiment's labels of which at least one holds; empty to ignore the label.</param>
/// <param name="At">Where it is said.</param>
internal sealed record LabelMapEntry(string Theirs, IReadOnlyList<string> Ours, SourceLocation? At);

/// <summary>
/// A user's map of another data set's labels to the experiment's own. What it does not name maps to the label of the same name.
/// </summary>
/// <param name="Name">As messages call the map.</param>
/// <param name="At">Where what is missing from it is reported.</param>
internal sealed record LabelMapping(string Name, IReadOnlyList<LabelMapEntry> Entries, SourceLocation? At)
{
    // Beyond this many names a message is a wall of them.
    private const int NamesListed = 40;

    /// <summary>Targets that are no labels of the experiment's own; they can be told without the set (EXP3027).</summary>
    public IEnumerable<Diagnostic> WrongTargets(LabelSet ours) =>
        from entry in Entries
        from target in entry.Ours
        where !ours.Contains(target)
        select Problems.MapTargetUnknown.At(entry.At, $"{Name}.{entry.Theirs}", target, List(ours.Names));

    /// <summary>
    /// Labels of the map that the set does not have (EXP3028), labels of its rows that lead nowhere (EXP3029), and a map by which
    /// nothing is left to measure (EXP3030).
    /// </summary>
    /// <param name="theirs">All labels of the set.</param>
    public IEnumerable<Diagnostic> Faults(LabelSet ours, LabelSet theirs, IReadOnlyList<RawExample> rows)
    {
        foreach (var entry in Entries.Where(e => !theirs.Contains(e.Theirs)))
            yield return Problems.MapSourceUnknown.At(entry.At, Name, entry.Theirs, List(theirs.Names));
        var mapped = Entries.Select(e => e.Theirs).ToHashSet(StringComparer.Ordinal);
        var lost = rows.SelectMany(r => r.Labels.Select(id => (Label: theirs.Names[id], r.Line))).DistinctBy(l => l.Label)
            .Where(l => !mapped.Contains(l.Label) && !ours.Contains(l.Label)).ToList();
        if (lost.Count > 0)
            yield return Problems.LabelsUnmapped.At(At, List(lost), Name, List(ours.Names));
        else if (theirs.Names.All(t => TargetsOf(t, ours).Count == 0))
            yield return Problems.NothingCovered.At(At, Name, List(theirs.Names), List(ours.Names));
    }

    /// <param name="rows">The set's, with its own labels.</param>
    public LabelCoverage Resolve(LabelSet ours, PreparedSplit rows)
    {
        var counts = new int[rows.LabelCount];
        for (var i = 0; i < rows.MultiHotLabels.Length; i++)
            counts[i % counts.Length] += rows.MultiHotLabels[i];
        MappedLabel[] labels = [.. rows.LabelNames.Select((name, id) => new MappedLabel(name, TargetsOf(name, ours), counts[id]))];
        CoveredLabel[] covered = [.. ToldTogether(ours, labels).Select(group => Covered(ours, labels, group))];
        var told = covered.SelectMany(c => c.Labels).ToHashSet(StringComparer.Ordinal);
        return new LabelCoverage(labels, covered, [.. ours.Names.Where(n => !told.Contains(n))]);
    }

    private IReadOnlyList<string> TargetsOf(string theirs, LabelSet ours) =>
        Entries.FirstOrDefault(e => e.Theirs == theirs)?.Ours ?? (ours.Contains(theirs) ? [theirs] : []);

    /// <summary>
    /// Where one label of the set stands for several of ours, its truth is "at least one of these": which, nobody knows. These are then
    /// judged
    /// as one, and so is whatever shares a label with them, since a label cannot be both known and unknown.
    /// </summary>
    private static IEnumerable<int[]> ToldTogether(LabelSet ours, IEnumerable<MappedLabel> labels)
    {
        var groups = new List<HashSet<int>>();
        foreach (var targets in labels.Where(l => l.Ours.Count > 0).Select(l => l.Ours.Select(ours.IdOf)))
        {
            var group = targets.ToHashSet();
            foreach (var other in groups.Where(g => g.Overlaps(group)).ToList())
            {
                group.UnionWith(other);
                groups.Remove(other);
            }
            groups.Add(group);
        }
        return groups.Select(g => g.Order().ToArray()).OrderBy(g => g[0]);
    }

    private static CoveredLabel Covered(LabelSet ours, MappedLabel[] labels, int[] group)
    {
        string[] names = [.. group.Select(id => ours.Names[id])];
        return new CoveredLabel(
            string.Join(" or ", names), names,
                [.. labels.Where(l => l.Ours.Intersect(names, StringComparer.Ordinal).Any()).Select(l => l.Theirs)]);
    }

    private static string List(List<(string Label, int Line)> lost) =>
        string.Join(", ", lost.Take(NamesListed).Select(l => FormattableString.Invariant($"'{l.Label}' (first in line {l.Line})")))
        + (lost.Count > NamesListed ? FormattableString.Invariant($" and {lost.Count - NamesListed} more") : "");

    private static string List(IReadOnlyList<string> names) => names.Count <= NamesListed
        ? string.Join(", ", names)
        : FormattableString.Invariant($"{names.Count} labels, from {names[0]} to {names[^1]}");
}
