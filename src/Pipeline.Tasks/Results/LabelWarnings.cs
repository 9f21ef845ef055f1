using Emotune.Diagnostics;
using Emotune.Model.Data;

namespace Emotune.Pipeline.Results;

/// <summary>Warns of labels that are probably misspelt, or that nothing can be said of.</summary>
internal static class LabelWarnings
{
    // Beyond this many, the labels are of a kind that this is not meant for.
    private const int Shown = 10;

    /// <param name="places">Of the labels that are asked for: where each is written. The others are reported at
    /// <paramref name="elsewhere"/>.</param>
    public static IReadOnlyList<Diagnostic> Of(
        DatasetStatistics statistics, Func<IReadOnlyCollection<string>, IReadOnlyDictionary<string, SourceLocation>> places,
        SourceLocation? elsewhere)
    {
        var labels = statistics.Labels.ToDictionary(l => l.Name, StringComparer.Ordinal);
        string[] measured = [.. statistics.Labels.Where(l => l.ValidationPositives + l.TestPositives > 0).Select(l => l.Name)];
        var unmeasured = statistics.Labels.Where(l => l.TrainPositives > 0 && l.ValidationPositives + l.TestPositives == 0)
            .Select((l, i) => (Label: l.Name, Kind: Problems.LabelOnlyInTrain, Given: (object?[])[
                // Every label is held against every other: for what is shown alone.
                l.Name, l.TrainPositives, i < Shown ? Suggestions.ForSlip(l.Name, measured) : ""])).ToList();
        // A pair whose rarer label is told of already is told of once.
        var told = unmeasured.Where(u => u.Given[^1] is not "").Select(u => u.Label).ToHashSet(StringComparer.Ordinal);
        var alike = AlikeLabels.Among([.. labels.Keys]).Select(p => InOrder(p, labels)).Where(p => !told.Contains(p.Rarer.Name))
            .Select(p => (Label: p.Rarer.Name, Kind: Problems.LabelsAlike, Given: (object?[])[
                p.Rarer.Name, p.Rarer.TrainPositives, p.Other.Name, p.Other.TrainPositives, p.Difference]));
        var all = unmeasured.Concat(alike).ToList();
        var found = all.Count == 0 ? null : places([.. all.Take(Shown).Select(w => w.Label)]);
        List<Diagnostic> warnings = [
            .. all.Take(Shown).Select(w => w.Kind.At(found!.GetValueOrDefault(w.Label) ?? elsewhere, w.Given))];
        if (all.Count > Shown)
            warnings.Add(Problems.MoreLabelWarnings.At(elsewhere, all.Count - Shown));
        return warnings;
    }

    /// <summary>The rarer label is the likelier slip; of two that are equally rare, the later.</summary>
    private static (LabelStatistics Rarer, LabelStatistics Other, string Difference) InOrder(
        AlikeLabels pair, Dictionary<string, LabelStatistics> labels)
    {
        var (first, second) = (labels[pair.First], labels[pair.Second]);
        var difference = pair.IsCaseAlone ? "only in capital letters" : "in one letter";
        return Count(first) < Count(second) ? (first, second, difference) : (second, first, difference);
    }

    private static int Count(LabelStatistics label) => label.TrainPositives + label.ValidationPositives + label.TestPositives;
}
