using Emotune.Model.Stages;
using Emotune.Pipeline.Spec.Experiment;

namespace Emotune.Pipeline.Plan;

/// <summary>A user's file by the name that it has in keys.</summary>
internal sealed record NamedFile(string Name, string Path);

/// <summary>The user's files that stages read, as found on this machine.</summary>
/// <param name="Tokenizer">Of the backbone's folder.</param>
/// <param name="Backbone">Configuration and weights.</param>
/// <param name="InitializeFrom">By run name, for the runs that start from an earlier one's files.</param>
internal sealed record ExperimentFiles(
    IReadOnlyList<NamedFile> Data,
    IReadOnlyList<NamedFile> Tokenizer,
    IReadOnlyList<NamedFile> Backbone,
    IReadOnlyDictionary<string, IReadOnlyList<NamedFile>> InitializeFrom)
{
    /// <summary>By the set's name: the file and, where it has one, that of its labels.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<NamedFile>> ExtraSets { get; init; } =
        new Dictionary<string, IReadOnlyList<NamedFile>>();

    /// <summary>What decides how texts become word pieces: configuration names the tokenizer's class where its own files do not.</summary>
    public IEnumerable<NamedFile> TokenizerAndClass =>
        Tokenizer.Concat(Backbone.Where(file => System.IO.Path.GetFileName(file.Path) == ModelLayout.Configuration));

    /// <summary>What the report is set beside; null for nothing.</summary>
    public BaselineFolder? Baseline { get; init; }

    public IReadOnlyList<NamedFile> BaselineFiles { get; init; } = [];

    /// <summary>By the folder of a run of which something was exported: the exported folders that are gone or changed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> LostExports { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Looks into the folders that the experiment names; reads no file's content.</summary>
    public static ExperimentFiles Find(ExperimentPaths paths, BaselineFolder? baseline = null)
    {
        var data = new List<NamedFile>
        {
            new("data.train", paths.Train), new("data.validation", paths.Validation), new("data.test", paths.Test),
        };
        if (paths.Labels is { } labels)
            data.Add(new("data.labels", labels));
        return new ExperimentFiles(
            data,
            In(paths.Backbone, "backbone", ModelLayout.Tokenizer.Contains),
            In(paths.Backbone, "backbone", IsModel),
            paths.InitializeFrom.ToDictionary(
                run => run.Key, IReadOnlyList<NamedFile> (run) => In(
                    run.Value, "initialize_from", Counts),
                StringComparer.Ordinal))
        {
            ExtraSets = paths.ExtraSets.ToDictionary(
                set => set.Key, IReadOnlyList<NamedFile> (set) => Of(set.Key, set.Value), StringComparer.Ordinal),
            Baseline = baseline,
            BaselineFiles = baseline is null ? [] : Plan.BaselineFiles.In(baseline),
        };
    }

    private static List<NamedFile> Of(string set, ExtraSetPlace place)
    {
        var files = new List<NamedFile> { new($"evaluation.extra_sets.{set}.file", place.File) };
        if (place.Labels is { } labels)
            files.Add(new($"evaluation.extra_sets.{set}.labels", labels));
        return files;
    }

    private static bool IsModel(string file) =>
        file is ModelLayout.Configuration or ModelLayout.AdapterConfiguration or ModelLayout.Head or ModelLayout.WeightIndex
        || file.EndsWith(".safetensors", StringComparison.Ordinal);

    /// <summary>Whether a model's file of that name counts.</summary>
    public static bool Counts(string file) => IsModel(file) || ModelLayout.Tokenizer.Contains(file);

    // What is still to be fetched is one file that is not there.
    private static List<NamedFile> In(string folder, string name, Func<string, bool> counts) =>
        !Directory.Exists(folder) ? [new(name, folder)] :
        [.. Directory.EnumerateFiles(folder)
            .Where(f => counts(System.IO.Path.GetFileName(f)))
            .Order(StringComparer.Ordinal)
            .Select(f => new NamedFile($"{name}/{System.IO.Path.GetFileName(f)}", f))];
}
