using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>The complete experiment as a tree: every value with where it came from.</summary>
/// <param name="Root">In the shape of <see cref="SpecSchema.Resolved"/>, its runs in that of <see cref="SpecSchema.ResolvedRun"/>.</param>
internal sealed record ExperimentTree(CheckedBlock Root, IReadOnlyList<ExpandedRun> Runs)
{
    /// <summary>
    /// Expands the matrix, works head and training into each run and the data's format into each extra set, adds defaults.
    /// </summary>
    public static ExperimentTree Resolve(CheckedBlock root, SpecProblems problems)
    {
        var completion = new Completion(problems);
        var top = new SpecOrigin(SpecLayer.File, root.Origin.At);
        var complete = completion.Complete(SpecSchema.Resolved, root, "", top);
        ExpandedRun[] runs = [.. new MatrixExpansion(problems).Expand(root).Select(r => Complete(r, root, completion))];
        SharedConstants.Check(root, runs, problems);
        if (complete.Find("runs") is { Node: CheckedBlock block } entry)
            complete = complete.With(entry with { Node = block with { Entries = [.. runs.Select(r => r.Entry)] } });
        return new ExperimentTree(ExtraSetCompletion.Complete(Titled(complete), completion), runs);
    }

    /// <summary>The one default that another key gives.</summary>
    private static CheckedBlock Titled(CheckedBlock root) =>
        root.Find("report") is { Node: CheckedBlock report } entry && report.Find("title") is null
            && root.Find("name") is { Node: CheckedValue name }
            ? root.With(
                entry with { Node = report.With(new CheckedEntry("title", SpecOrigin.Default, name with { Origin = SpecOrigin.Default })) })
            : root;

    private static ExpandedRun Complete(ExpandedRun run, CheckedBlock root, Completion completion)
    {
        if (run.Entry.Node is not CheckedBlock block)
            return run;
        foreach (var shared in (string[])["head", "training"])
        {
            if (root.Find(shared) is { } below)
                block = block.With(block.Find(shared) is { } own ? Overlay(SpecSchema.Root.Find(shared)!.Type, below, own) : below);
        }

        var complete = completion.Complete(SpecSchema.ResolvedRun, block, $"runs.{run.WrittenAs}", run.Entry.KeyOrigin);
        return run with { Entry = run.Entry with { Node = complete } };
    }

    private static CheckedEntry Overlay(SchemaType type, CheckedEntry below, CheckedEntry above)
    {
        if (below.Node is not CheckedBlock lower || above.Node is not CheckedBlock upper)
            return above;
        var block = type as BlockType ?? (type as EitherType)?.Second as BlockType;
        lower = lower with { Entries = [.. lower.Entries.Where(e => !IsMadeIdle(block?.Find(e.Key), upper))] };
        return above with
        {
            Node = upper.Entries.Aggregate(
                lower, (all, e) => all.With(all.Find(e.Key) is { } own && block?.Find(e.Key) is { } key ? Overlay(key.Type, own, e) : e)),
        };
    }

    /// <summary>What the experiment says for one choice, a run that chooses another need not take back.</summary>
    private static bool IsMadeIdle(SchemaKey? key, CheckedBlock upper) =>
        key?.OnlyWith is { } only && upper.Value(only.Key) is string choice && !only.Values.Contains(choice);
}
