using Emotune.Diagnostics;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <param name="WrittenAs">The run of the file that it stands for, for messages.</param>
internal sealed record ExpandedRun(string Name, string WrittenAs, CheckedEntry Entry);

/// <summary>Replaces each run that the matrix names by one run for each combination of values.</summary>
internal sealed class MatrixExpansion(SpecProblems problems)
{
    private const int MostRuns = 1000;

    // Each has a dozen folders and a line in every table of the report.
    private const int MostTrainings = 10_000;

    public IReadOnlyList<ExpandedRun> Expand(CheckedBlock root)
    {
        var runs = root.Block("runs")?.Entries ?? [];
        var matrices = (root.Block("matrix")?.Entries ?? []).ToDictionary(m => m.Key, StringComparer.Ordinal);
        ReportUnknown(runs, matrices);
        List<CheckedEntry[]>?[] points = [.. runs.Select(run => Points(run, matrices.GetValueOrDefault(run.Key)))];
        if (IsTooMuch(points.Sum(p => (long)(p?.Count ?? 1)), root))
            return [];
        ExpandedRun[] expanded = [.. runs.Zip(points).SelectMany(pair => Expand(pair.First, pair.Second))];
        ReportCollisions(expanded);
        return expanded;
    }

    private static IEnumerable<ExpandedRun> Expand(CheckedEntry run, List<CheckedEntry[]>? points) =>
        points is null || run.Node is not CheckedBlock block
            ? [new ExpandedRun(run.Key, run.Key, run)]
            : points.Select(point => Apply(run, block, point));

    private void ReportUnknown(IReadOnlyList<CheckedEntry> runs, Dictionary<string, CheckedEntry> matrices)
    {
        string[] names = [.. runs.Select(r => r.Key)];
        var known = names.ToHashSet(StringComparer.Ordinal);
        foreach (var matrix in matrices.Values.Where(m => known.Count > 0 && !known.Contains(m.Key)).Take(SpecProblems.Shown))
        {
            problems.Add(
                Problems.MatrixRunUnknown.At(
                    matrix.KeyOrigin.At, $"matrix.{matrix.Key}", Suggestions.For(matrix.Key, names), string.Join(", ", names)));
        }
    }

    /// <summary>Before anything is made for each run: a few lines can ask for millions.</summary>
    private bool IsTooMuch(long runs, CheckedBlock root)
    {
        var seeds = root.Find("seeds") is { Node: CheckedList list } ? list.Items.Count : 1;
        if (runs * seeds <= MostTrainings)
            return false;
        var at = root.Find(seeds > runs ? "seeds" : root.Find("matrix") is null ? "runs" : "matrix")?.KeyOrigin.At;
        problems.Add(Problems.TooManyRuns.At(at, runs, seeds, runs * seeds, MostTrainings));
        return true;
    }

    /// <summary>
    /// Each point has the keys that differ, in the order of <c>over</c>; the first key varies slowest. Null where the run has no matrix,
    /// or where that is at fault.
    /// </summary>
    private List<CheckedEntry[]>? Points(CheckedEntry run, CheckedEntry? entry)
    {
        if (run.Node is not CheckedBlock || entry is not { Node: CheckedBlock matrix })
            return null;
        var path = $"matrix.{entry.Key}";
        var axes = matrix.Block("over")?.Entries ?? [];
        if (matrix.HasFault)
            return null;
        var size = axes.Aggregate(1L, (product, axis) => Math.Min(int.MaxValue, product * ((CheckedList)axis.Node).Items.Count));
        if (size > MostRuns)
        {
            problems.Add(Problems.MatrixSize.At(entry.KeyOrigin.At, path, size, MostRuns));
            return null;
        }

        IEnumerable<CheckedEntry[]> product = axes.Count == 0 ? [] : [[]];
        foreach (var axis in axes)
        {
            product = product.SelectMany(p => ((CheckedList)axis.Node).Items, (p, value) => p.Append(At(axis.Key, value)).ToArray())
                .ToArray();
        }

        var points = Exclude([.. product], matrix, path, axes);
        points.AddRange(Blocks(matrix, "include").Select(b => b.Entries.Select(e => At(e.Key, e.Node)).ToArray()));
        if (points.Count is not (0 or > MostRuns))
            return points;
        problems.Add(Problems.MatrixSize.At(entry.KeyOrigin.At, path, points.Count, MostRuns));
        return null;
    }

    private List<CheckedEntry[]> Exclude(List<CheckedEntry[]> points, CheckedBlock matrix, string path, IReadOnlyList<CheckedEntry> axes)
    {
        var texts = new Dictionary<CheckedNode, string>(ReferenceEqualityComparer.Instance);
        string Text(CheckedNode node) => texts.TryGetValue(node, out var text) ? text : texts[node] = NodeText.Of(node);
        foreach (var hole in Blocks(matrix, "exclude"))
        {
            bool Matches(CheckedEntry[] point) =>
                hole.Entries.Count > 0 && hole.Entries.All(h => point.Any(p => p.Key == h.Key && Text(p.Node) == Text(h.Node)));
            if (points.RemoveAll(Matches) == 0)
            {
                problems.Add(
                    Problems.MatrixExcludesNothing.At(hole.Origin.At, $"{path}.exclude", string.Join(", ", axes.Select(a => a.Key))));
            }
        }

        return points;
    }

    private static ExpandedRun Apply(CheckedEntry run, CheckedBlock block, CheckedEntry[] point)
    {
        var name = MatrixNames.Name(run.Key, point);
        var changed = point.Aggregate(block, (b, e) => Put(b, e.Key.Split('.'), e));
        return new ExpandedRun(name, run.Key, run with { Key = name, Node = changed });
    }

    private static CheckedBlock Put(CheckedBlock block, ReadOnlySpan<string> path, CheckedEntry value)
    {
        if (path.Length == 1)
            return block.With(value with { Key = path[0] });
        var inner = block.Find(path[0]) ?? new CheckedEntry(path[0], value.KeyOrigin, new CheckedBlock([], value.KeyOrigin));
        return block.With(inner with { Node = Put(inner.Node as CheckedBlock ?? new CheckedBlock([], value.KeyOrigin), path[1..], value) });
    }

    private static CheckedEntry At(string key, CheckedNode value)
    {
        var origin = value.Origin with { Layer = SpecLayer.Matrix };
        return new CheckedEntry(key, origin, value with { Origin = origin });
    }

    private static IEnumerable<CheckedBlock> Blocks(CheckedBlock matrix, string key) =>
        (matrix.Find(key)?.Node as CheckedList)?.Items.OfType<CheckedBlock>() ?? [];

    private void ReportCollisions(ExpandedRun[] runs)
    {
        foreach (var same in runs.GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            problems.Add(Problems.RunNamesCollide.At(same.Last().Entry.KeyOrigin.At, same.Last().Name));
        foreach (var run in runs.Where(r => r.Name != r.WrittenAs && !FolderName.IsUsable(r.Name)))
            problems.Add(Problems.UnusableName.At(run.Entry.KeyOrigin.At, $"runs.{run.WrittenAs}", run.Name));
    }
}
