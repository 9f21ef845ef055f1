using Emotune.Model.Stages;
using Emotune.Pipeline.Acquisition.Cache;

namespace Emotune.Pipeline.Acquisition;

/// <summary>Names what a snapshot lacks for certain, where no hub can say what it lacks.</summary>
internal static class OfflineNeeds
{
    public static IReadOnlyList<string> Of(Snapshot snapshot, WantedModel wanted)
    {
        FileState StateOf(string name) => snapshot.State(name, wanted.Sha256.GetValueOrDefault(name));
        var damaged = NeededFiles.Names.Where(n => StateOf(n) == FileState.Wrong);
        var needs = damaged.Concat(Basic(snapshot, n => StateOf(n) == FileState.Right)).Concat(wanted.Sha256.Keys)
            .Where(n => StateOf(n) != FileState.Right).Distinct(StringComparer.Ordinal).ToList();
        return needs.Count > 0 ? needs : [ModelLayout.TokenizerConfiguration];
    }

    private static IEnumerable<string> Basic(Snapshot snapshot, Func<string, bool> isRight)
    {
        if (NeededFiles.IsAdapter(isRight))
            return [NeededFiles.Vocabulary[0]];
        IEnumerable<string> weights = isRight(ModelLayout.Weights) || !isRight(ModelLayout.WeightIndex)
            ? [ModelLayout.Weights]
            : snapshot.Shards() ?? [ModelLayout.WeightIndex];
        return NeededFiles.Vocabulary.Any(isRight)
            ? weights.Prepend(ModelLayout.Configuration)
            : [ModelLayout.Configuration, NeededFiles.Vocabulary[0], .. weights];
    }
}
