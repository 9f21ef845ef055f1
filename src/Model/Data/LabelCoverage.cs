using Emotune.Metrics;

namespace Emotune.Model.Data;

/// <summary>What another data set's labels say of the experiment's own.</summary>
/// <param name="Labels">Of the set, in the order of its columns.</param>
/// <param name="Covered">What the set has a truth for, in the order of the experiment's labels.</param>
/// <param name="NotCovered">The experiment's labels that nothing maps to: undefined on the set.</param>
internal sealed record LabelCoverage(
    IReadOnlyList<MappedLabel> Labels, IReadOnlyList<CoveredLabel> Covered, IReadOnlyList<string> NotCovered)
{
    /// <param name="labels">The experiment's, in order.</param>
    public LabelGroups GroupsOf(IReadOnlyList<string> labels)
    {
        var set = new LabelSet(labels);
        return new LabelGroups([.. Covered.Select(IReadOnlyList<int> (c) => [.. c.Labels.Select(set.IdOf)])]);
    }

    /// <summary>(N × covered): 1 where the comment carries any of the set's labels that map there.</summary>
    /// <param name="rows">With the set's own labels.</param>
    public byte[] TruthOf(PreparedSplit rows)
    {
        var theirs = new LabelSet(rows.LabelNames);
        return new LabelGroups([.. Covered.Select(IReadOnlyList<int> (c) => [.. c.Theirs.Select(theirs.IdOf)])])
            .Any(rows.MultiHotLabels, rows.LabelCount);
    }
}

/// <summary>A label of the set and what it says.</summary>
/// <param name="Ours">At least one of these holds; empty where the label is ignored.</param>
/// <param name="Rows">Comments of the set that carry it.</param>
internal sealed record MappedLabel(string Theirs, IReadOnlyList<string> Ours, int Rows);

/// <summary>A label of the experiment that the set has a truth for, or several that it only tells together.</summary>
/// <param name="Name">The label; several joined by "or".</param>
/// <param name="Labels">Of the experiment: one, or those that are judged as one.</param>
/// <param name="Theirs">The set's labels that say so.</param>
internal sealed record CoveredLabel(string Name, IReadOnlyList<string> Labels, IReadOnlyList<string> Theirs);
