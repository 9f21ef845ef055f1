using Emotune.Model.Diagnostics;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <param name="WrittenAs">The run of the file that it stands for, for messages.</param>
internal sealed record ExpandedRun(string Name, string WrittenAs, CheckedEntry Entry);

/// <summary>Replaces each run that the matrix names by one run for each combination of values.</summary>
internal sealed class MatrixExpansion(List<Diagnostic> problems)
{
    private const int MostRuns = 1000;

    public IReadOnlyList<ExpandedRun> Expand(CheckedBlock root)
    {
        var runs = root.Block("runs")?.Entries ?? [];
        var matrices = root.Block("matrix")?.Entries ?? [];
        foreach (var matrix in matrices.Where(m => runs.Count > 0 && runs.All(r => r.Key != m.Key)))
        {
            string[] names = [.. runs.Select(r => r.Key)];
            problems.Add(
                Problems.MatrixRunUnknown.At(
                    matrix.KeyOrigin.At, $"matrix.{matrix.Key}", Suggestions.For(matrix.Key, names), string.Join(", ", names)));
        }

        var expanded = new List<ExpandedRun>();
        foreach (var run in runs)
        {
            if (matrices.FirstOrDefault(m => m.Key == run.Key) is { Node: CheckedBlock matrix } entry
                && run.Node is CheckedBlock block && Points(matrix, entry) is { } points)
            {
                expanded.AddRange(points.Select(point => Apply(run, block, point)));
            }
            else
            {
                expanded.Add(new ExpandedRun(run.Key, run.Key, run));
            }
        }

        ReportCollisions(expanded);
        return expanded;
    }

    /// <summary>
    /// Each point has the keys that differ, in the order of <c>over</c>; the first key varies slowest. Null where the matrix is at fault.
    /// </summary>
    private List<CheckedEntry[]>? Points(CheckedBlock matrix, CheckedEntry entry)
    {
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
        foreach (var hole in Blocks(matrix, "exclude"))
        {
            bool Matches(CheckedEntry[] point) =>
                hole.Entries.Count > 0
                    && hole.Entries.All(h => point.Any(p => p.Key == h.Key && NodeText.Of(p.Node) == NodeText.Of(h.Node)));
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

    private void ReportCollisions(List<ExpandedRun> runs)
    {
        foreach (var same in runs.GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1))
            problems.Add(Problems.RunNamesCollide.At(same.Last().Entry.KeyOrigin.At, same.Last().Name));
        foreach (var run in runs.Where(r => r.Name != r.WrittenAs && !FolderName.IsUsable(r.Name)))
            problems.Add(Problems.UnusableName.At(run.Entry.KeyOrigin.At, $"runs.{run.WrittenAs}", run.Name));
    }
}
