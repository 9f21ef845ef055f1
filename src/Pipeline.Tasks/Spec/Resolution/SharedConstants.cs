using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Schema;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>
/// What the experiment says for one choice of all runs, and no run takes: each chooses otherwise. A run alone that does leaves the
/// constants of the shared choice behind, since they mean nothing beside its own.
/// </summary>
internal static class SharedConstants
{
    /// <summary>Reports each, but those that a later layer made idle.</summary>
    public static void Check(CheckedBlock root, IReadOnlyList<ExpandedRun> runs, SpecProblems problems)
    {
        CheckedBlock?[] complete = [.. runs.Select(r => r.Entry.Node as CheckedBlock)];
        if (root.Block("training") is { } training && complete.Length > 0 && complete.All(r => r is not null))
            Check(RunSchema.Training, training, [.. complete.Select(r => r!.Block("training"))], "training", problems);
    }

    private static void Check(
        BlockType type, CheckedBlock shared, IReadOnlyList<CheckedBlock?> runs, string path, SpecProblems problems)
    {
        if (runs.Any(r => r is null))
            return;
        foreach (var entry in shared.Entries)
        {
            var key = type.Find(entry.Key);
            if (key?.Type is BlockType inner && entry.Node is CheckedBlock block)
                Check(inner, block, [.. runs.Select(r => r!.Block(entry.Key))], $"{path}.{entry.Key}", problems);
            if (key?.OnlyWith is { } only && runs.All(r => IsChosenOtherwise(r!, entry, only)) && shared.Value(only.Key) is string choice
                && only.Values.Contains(choice))
            {
                problems.Add(
                    Problems.KeyWithoutEffect.At(
                        entry.KeyOrigin.At, $"{path}.{entry.Key}", $"{path}.{only.Key}", "overridden in every run", only.ValuesText));
            }
        }
    }

    private static bool IsChosenOtherwise(CheckedBlock run, CheckedEntry constant, Condition only) =>
        run.Find(only.Key) is { } decider && run.Value(only.Key) is string choice && !only.Values.Contains(choice)
            && constant.KeyOrigin.Layer >= decider.KeyOrigin.Layer;
}
