using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Pipeline.Spec.Schema;
using Emotune.Pipeline.Spec.Yaml;

namespace Emotune.Pipeline.Spec.Resolution;

/// <summary>
/// Finds the files and folders that an experiment names: below the root for their kind, then beside the experiment file, then among what
/// was fetched.
/// </summary>
internal sealed class PathResolver(string experimentFile, PathRoots roots, SpecProblems problems, bool toPin = false)
{
    private readonly List<NamedSource> _toFetch = [];
    private readonly List<RecognisedSource> _toRecognise = [];
    private IFetchedSources? _fetched;
    private readonly string _beside = Path.GetDirectoryName(Path.GetFullPath(experimentFile))!;

    /// <summary>Null where one of them is not there; each such is reported at its key.</summary>
    public ExperimentPaths? Resolve(ExperimentTree tree)
    {
        var before = problems.Count;
        _fetched = roots.Fetched?.Invoke(tree.Root.Value("name") as string ?? "");
        var data = Paths(SpecSchema.Resolved, tree.Root, []).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var starts = new Dictionary<string, string>(StringComparer.Ordinal);
        var startsAt = new Dictionary<string, SourceLocation?>(StringComparer.Ordinal);
        foreach (var run in tree.Runs)
        {
            if (run.Entry.Node is CheckedBlock block
                && Paths(SpecSchema.ResolvedRun, block, ["runs", run.WrittenAs]).ToList() is [var start, ..])
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
            || !data.TryGetValue("backbone", out var backbone)
            ? null
            : new ExperimentPaths(train, validation, test, data.GetValueOrDefault("data.labels"), backbone, starts)
            {
                SplitKeys = SplitKeys(tree.Root),
                ExtraSets = sets,
                InitializeFromAt = startsAt,
                Places = Places(tree),
                Sources = [.. SourceReader.All(tree)],
                ToFetch = _toFetch,
                ToRecognise = _toRecognise,
            };
    }

    private static ModelPlaces Places(ExperimentTree tree) => new(
        (tree.Root.Block("backbone")?.Find("path") ?? tree.Root.Block("backbone")?.Find("hub"))?.KeyOrigin.At,
        tree.Root.Block("data")?.Find("max_length")?.KeyOrigin.At,
        tree.Runs.DistinctBy(r => r.Name).ToDictionary(r => r.Name, r => r.Entry.KeyOrigin.At, StringComparer.Ordinal));

    private static Dictionary<string, SourceLocation?> SplitKeys(CheckedBlock root) =>
        SplitNames.All.Select(s => s.Name()).ToDictionary(
            split => split, split => root.Block("data")?.Find(split)?.KeyOrigin.At, StringComparer.Ordinal);

    /// <summary>Null where its file is not there.</summary>
    private ExtraSetPlace? Place(CheckedEntry set, CheckedBlock block)
    {
        var path = ExtraSetCompletion.PathOf(set);
        var files = Paths(ExtraSetSchema.Resolved, block, ["evaluation", "extra_sets", set.Key])
            .ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        var map = block.Find("map");
        return files.TryGetValue($"{path}.file", out var file)
            ? new ExtraSetPlace(
                file, files.GetValueOrDefault($"{path}.labels"), map?.KeyOrigin.At ?? set.KeyOrigin.At,
                (map?.Node as CheckedBlock)?.Entries.ToDictionary(e => e.Key, e => e.KeyOrigin.At, StringComparer.Ordinal) ?? [])
            : null;
    }

    private IEnumerable<KeyValuePair<string, string>> Paths(BlockType type, CheckedBlock block, IReadOnlyList<string> path)
    {
        foreach (var key in type.Keys)
        {
            if (block.Find(key.Name) is not { } entry)
                continue;
            IReadOnlyList<string> inner = [.. path, key.Name];
            if (SourceSchema.PathOf(key.Type) is { } kind)
            {
                if (Locate(kind, entry, inner) is { } place)
                    yield return new(string.Join('.', inner), place);
            }
            else if (key.Type is BlockType blockType && entry.Node is CheckedBlock innerBlock)
            {
                foreach (var found in Paths(blockType, innerBlock, inner))
                    yield return found;
            }
        }
    }

    /// <summary>Null where it is not there and cannot be fetched.</summary>
    private string? Locate(PathType kind, CheckedEntry entry, IReadOnlyList<string> key)
    {
        var name = string.Join('.', key);
        if (entry.Node is CheckedValue { Value: string alone })
            return Find(kind, alone, name, entry.KeyOrigin, isNeeded: true);
        if (entry.Node is not CheckedBlock { HasFault: false } block)
            return null;
        var source = SourceReader.Read(entry, key, kind.IsFolder);
        var before = problems.Count;
        if (block.Find("path") is { Node: CheckedValue { Value: string written } } path)
        {
            var place = Find(kind, written, $"{name}.path", path.KeyOrigin, isNeeded: source?.Origin is null);
            if (place is not null && source is not null)
                Recognise(source, place, path.KeyOrigin.At);
            if (place is not null || problems.Count > before)
                return place;
        }

        if (source?.Origin is null)
            return null;
        if (source.IsPinned && _fetched?.Find(source) is { } fetched)
            return fetched;
        _toFetch.Add(source);
        return ExperimentPaths.NotFetched(name);
    }

    private void Recognise(NamedSource source, string place, SourceLocation? at)
    {
        if (toPin)
            return;
        if (source is NamedModel { Revision: { } revision, Sha256.Count: 0 } model)
            problems.Add(Problems.FolderNotRecognised.At(at, $"{source.Name}.path", model.Path, place, revision));
        else
            _toRecognise.Add(new RecognisedSource(source, place));
    }

    /// <param name="isNeeded">Whether it is a problem that nothing is there.</param>
    private string? Find(PathType kind, string written, string path, SpecOrigin at, bool isNeeded)
    {
        if (problems.IsFull)
            return null;
        string?[] folders = [kind.IsFolder ? roots.Models : roots.Datasets, _beside];
        string[] places = [
            .. folders.OfType<string>().Select(f => Path.GetFullPath(Path.Combine(f, written))).Distinct(StringComparer.Ordinal)];
        if (places.FirstOrDefault(kind.IsFolder ? Directory.Exists : File.Exists) is { } place)
            return kind.IsFolder || RegularFile.WhatElseIsAt(place) is not { } other ? place : Refuse(other, place);
        if (!isNeeded && !places.Any(Path.Exists))
            return null;
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
