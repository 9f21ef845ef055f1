using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>Finds the files and folders that an experiment names: below the root for their kind, then beside the experiment file.</summary>
internal sealed class PathResolver(string experimentFile, PathRoots roots, SpecProblems problems)
{
    private readonly string _beside = Path.GetDirectoryName(Path.GetFullPath(experimentFile))!;

    /// <summary>Null where one of them is not there; each such is reported at its key.</summary>
    public ExperimentPaths? Resolve(ExperimentTree tree)
    {
        var before = problems.Count;
        var data = Paths(SpecSchema.Resolved, tree.Root, "").ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var starts = new Dictionary<string, string>(StringComparer.Ordinal);
        var startsAt = new Dictionary<string, SourceLocation?>(StringComparer.Ordinal);
        foreach (var run in tree.Runs)
        {
            if (run.Entry.Node is CheckedBlock block
                && Paths(SpecSchema.ResolvedRun, block, $"runs.{run.WrittenAs}").ToList() is [var start, ..])
            {
                starts.Add(run.Name, start.Value);
                startsAt.Add(run.Name, block.Find(start.Key.Split('.')[^1])?.KeyOrigin.At);
            }
        }

        var sets = new Dictionary<string, ExtraSetPlace>(StringComparer.Ordinal);
        foreach (var set in ExtraSetCompletion.SetsOf(tree.Root))
        {
            if (set.Node is CheckedBlock block && Place(set, block) is { } place)
                sets.Add(set.Key, place);
        }

        return problems.Count > before || !data.TryGetValue("data.train", out var train)
            || !data.TryGetValue("data.validation", out var validation) || !data.TryGetValue("data.test", out var test)
            || !data.TryGetValue("backbone.path", out var backbone)
            ? null
            : new ExperimentPaths(train, validation, test, data.GetValueOrDefault("data.labels"), backbone, starts)
            {
                SplitKeys = SplitKeys(tree.Root),
                ExtraSets = sets,
                InitializeFromAt = startsAt,
                Places = Places(tree),
            };
    }

    private static ModelPlaces Places(ExperimentTree tree) => new(
        tree.Root.Block("backbone")?.Find("path")?.KeyOrigin.At,
        tree.Root.Block("data")?.Find("max_length")?.KeyOrigin.At,
        tree.Runs.DistinctBy(r => r.Name).ToDictionary(r => r.Name, r => r.Entry.KeyOrigin.At, StringComparer.Ordinal));

    private static Dictionary<string, SourceLocation?> SplitKeys(CheckedBlock root) =>
        SplitNames.All.Select(s => s.Name()).ToDictionary(
            split => split, split => root.Block("data")?.Find(split)?.KeyOrigin.At, StringComparer.Ordinal);

    /// <summary>Null where its file is not there.</summary>
    private ExtraSetPlace? Place(CheckedEntry set, CheckedBlock block)
    {
        var path = ExtraSetCompletion.PathOf(set);
        var files = Paths(ExtraSetSchema.Resolved, block, path).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var map = block.Find("map");
        return files.TryGetValue($"{path}.file", out var file)
            ? new ExtraSetPlace(
                file, files.GetValueOrDefault($"{path}.labels"), map?.KeyOrigin.At ?? set.KeyOrigin.At,
                (map?.Node as CheckedBlock)?.Entries.ToDictionary(e => e.Key, e => e.KeyOrigin.At, StringComparer.Ordinal) ?? [])
            : null;
    }

    private IEnumerable<KeyValuePair<string, string>> Paths(BlockType type, CheckedBlock block, string path)
    {
        foreach (var key in type.Keys)
        {
            var inner = path.Length == 0 ? key.Name : $"{path}.{key.Name}";
            var entry = block.Find(key.Name);
            if (key.Type is BlockType blockType && entry?.Node is CheckedBlock innerBlock)
            {
                foreach (var found in Paths(blockType, innerBlock, inner))
                    yield return found;
            }
            else if (key.Type is PathType kind && entry?.Node is CheckedValue { Value: string written }
                && Find(kind, written, inner, entry.KeyOrigin) is { } place)
            {
                yield return new(inner, place);
            }
        }
    }

    private string? Find(PathType kind, string written, string path, SpecOrigin at)
    {
        if (problems.IsFull)
            return null;
        string?[] folders = [kind.IsFolder ? roots.Models : roots.Datasets, _beside];
        string[] places = [
            .. folders.OfType<string>().Select(f => Path.GetFullPath(Path.Combine(f, written))).Distinct(StringComparer.Ordinal)];
        if (places.FirstOrDefault(kind.IsFolder ? Directory.Exists : File.Exists) is { } place)
            return kind.IsFolder || RegularFile.WhatElseIsAt(place) is not { } other ? place : Refuse(other, place);
        var wanted = kind.IsFolder ? "folder" : "file";
        var looked = string.Join(" and ", places.Select(p => $"'{string.Join('/', p.Split('/').Select(MessageText.Excerpt))}'"));
        var hint = places.Any(kind.IsFolder ? File.Exists : Directory.Exists)
            ? $" ({(kind.IsFolder ? "a file" : "a folder")} is there instead)"
            : "";
        problems.Add(Problems.FileNotFound.At(at.At, path, written, wanted, looked + hint));
        return null;

        string? Refuse(string other, string place)
        {
            problems.Add(Problems.NotARegularFile.At(at.At, path, written, other, place));
            return null;
        }
    }
}
