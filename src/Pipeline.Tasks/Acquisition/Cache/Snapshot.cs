using Emotune.Files;
using Emotune.Model.Stages;

namespace Emotune.Pipeline.Acquisition.Cache;

/// <summary>What is known of a file of a commit.</summary>
internal enum FileState
{
    /// <summary>It is there and has its digest.</summary>
    Right,

    /// <summary>Something else is there.</summary>
    Wrong,

    /// <summary>The commit has no such file.</summary>
    Absent,

    /// <summary>It is not there, and it is not known whether the commit has it.</summary>
    Unknown,
}

/// <summary>The files of a commit that are in the cache.</summary>
/// <param name="absent">The folder of the names that the commit is known to lack.</param>
internal sealed class Snapshot(string folder, string absent, FileDigests digests)
{
    public string Folder => folder;

    public string At(string name) => Path.Combine(folder, name);

    /// <summary>
    /// Whether the file is there and right: by the digest that is wanted, else by the blob's name that it leads to. A file that is not a
    /// link, as on Windows or placed by hand, has no digest to be held against, and is taken as it is.
    /// </summary>
    public FileState State(string name, string? digest)
    {
        var path = At(name);
        if (!Path.Exists(path))
            return RegularFile.IsAt(Path.Combine(absent, name)) ? FileState.Absent : FileState.Unknown;
        if (!RegularFile.IsAt(path))
            return FileState.Wrong;
        var expected = digest ?? (Path.GetFileName(FinalPath.Of(path)) is var blob && FileDigests.IsDigest(blob) ? blob : null);
        return expected is null || digests.Has(path, expected) ? FileState.Right : FileState.Wrong;
    }

    /// <summary>Whether every file of a model is right here, and every other one known to be none of the commit's.</summary>
    /// <param name="wanted">The digests that files must have.</param>
    /// <param name="isPinned">The digests are of every file that may be here.</param>
    /// <param name="isLastWord">
    /// Nobody can be asked. What a commit lacks is noted by a download of single files and not by one of a whole commit, which most people
    /// make. Where configuration, weights and a vocabulary are here, what is not here is therefore taken as none of the commit's: the
    /// weights come last in a download of a whole commit as in one of ours.
    /// </param>
    public bool IsWhole(IReadOnlyDictionary<string, string> wanted, bool isPinned, bool isLastWord)
    {
        var states = NeededFiles.Names.Concat(wanted.Keys).Distinct(StringComparer.Ordinal)
            .ToDictionary(n => n, n => StateOf(n, wanted), StringComparer.Ordinal);
        bool IsRight(string name) => states.GetValueOrDefault(name, FileState.Unknown) == FileState.Right;
        if (states.ContainsValue(FileState.Wrong) || !wanted.Keys.All(IsRight))
            return false;
        if (!NeededFiles.IsModel(IsRight) || !HasShards(IsRight, wanted))
            return false;
        if (isPinned)
            return states.Keys.Where(IsRight).All(wanted.ContainsKey);
        return states.All(s => s.Value != FileState.Unknown || s.Key == ModelLayout.WeightIndex && IsRight(ModelLayout.Weights))
            || IsEncoder(IsRight)
            || isLastWord && (NeededFiles.Vocabulary.Any(IsRight) || ModelLayout.Tokenizer.All(n => states[n] == FileState.Absent));
    }

    // Python notes few of the names that a commit lacks. Beside these files, whoever loads an encoder has fetched all that it needs:
    // tokenizer.json has what the other files of a tokenizer say. A classifier may have a head that Python does not know of.
    private bool IsEncoder(Func<string, bool> isRight) =>
        isRight(NeededFiles.Tokenizer) && isRight(ModelLayout.TokenizerConfiguration) && !isRight(ModelLayout.AdapterConfiguration)
        && !NeededFiles.IsClassifier(RegularFile.ReadAllBytes(At(ModelLayout.Configuration)));

    /// <summary>The shards that an index here names, in ordinal order; null where it is no index or a name leads elsewhere.</summary>
    public IReadOnlyList<string>? Shards() =>
        NeededFiles.Shards(RegularFile.ReadAllBytes(At(ModelLayout.WeightIndex))) is { } shards && shards.All(NeededFiles.IsPlainName)
            ? shards
            : null;

    private FileState StateOf(string name, IReadOnlyDictionary<string, string> wanted) => State(name, wanted.GetValueOrDefault(name));

    private bool HasShards(Func<string, bool> isRight, IReadOnlyDictionary<string, string> wanted) =>
        isRight(ModelLayout.Weights) || !isRight(ModelLayout.WeightIndex)
        || Shards() is { } shards && shards.All(s => StateOf(s, wanted) == FileState.Right);
}
