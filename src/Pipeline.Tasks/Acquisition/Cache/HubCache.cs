using Emotune.Files;
using Emotune.Pipeline.Acquisition.Transfer;

namespace Emotune.Pipeline.Acquisition.Cache;

/// <summary>
/// A model's part of Hugging Face's cache: <c>blobs</c> by their digests, and for each commit a folder of links to them, beside which
/// <c>.no_exist</c> remembers the names that the commit lacks.
/// </summary>
/// <param name="root">The cache, which other models and Python share.</param>
internal sealed class HubCache(string root, string repository, FileDigests digests, IDisk disk)
{
    private readonly string _name = "models--" + repository.Replace("/", "--", StringComparison.Ordinal);

    public string Root => root;

    public string Folder => Path.Combine(root, _name);

    public string Blob(string digest) => Path.Combine(Folder, "blobs", digest);

    public Snapshot Snapshot(string commit) =>
        new(Path.Combine(Folder, "snapshots", commit), Path.Combine(Folder, ".no_exist", commit), digests);

    /// <summary>Every snapshot there is, that of the main branch first.</summary>
    public IEnumerable<Snapshot> Snapshots()
    {
        var folder = new DirectoryInfo(Path.Combine(Folder, "snapshots"));
        if (!folder.Exists)
            return [];
        var main = MainCommit();
        return folder.EnumerateDirectories().Select(d => d.Name)
            .OrderBy(n => n == main ? 0 : 1).ThenBy(n => n, StringComparer.Ordinal).Select(Snapshot);
    }

    /// <summary>The commit that the main branch had when it was last looked at.</summary>
    public string? MainCommit()
    {
        try
        {
            return RegularFile.IsAt(MainPath) && File.ReadAllText(MainPath).Trim() is var commit && Hub.HubAnswers.IsHex(commit, 40)
                ? commit
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Says which commit the main branch has, where nobody has said so. What another program has noted stays: it may need files of that
    /// commit which are not fetched here.
    /// </summary>
    public void NoteMain(string commit)
    {
        if (!File.Exists(MainPath))
            AtomicFile.WriteText(CacheFolder.ForFile(root, $"{_name}/refs/main"), commit);
    }

    /// <summary>Remembers that the commit has no file of this name.</summary>
    public void NoteAbsent(string commit, string name)
    {
        var path = CacheFolder.ForFile(root, $"{_name}/.no_exist/{commit}/{name}");
        if (!File.Exists(path))
            File.WriteAllBytes(path, []);
    }

    /// <summary>Where a blob is written; its folder is there.</summary>
    public string BlobToWrite(string digest) => CacheFolder.ForFile(root, $"{_name}/blobs/{digest}");

    /// <summary>
    /// Lets a commit's file lead to a blob. Where there are no links the file is the blob itself if it is new, as Hugging Face's library
    /// has it on Windows, and a copy otherwise.
    /// </summary>
    public void Show(string commit, string name, string digest, bool isNew)
    {
        var path = CacheFolder.ForFile(root, $"{_name}/snapshots/{commit}/{name}");
        var target = string.Concat(Enumerable.Repeat("../", name.Count(c => c == '/'))) + $"../../blobs/{digest}";
        var beside = AtomicFile.TemporaryBeside(path);
        File.Delete(beside);
        if (!disk.TryLink(beside, target))
        {
            // Whoever fetched the same at the same time has moved it there.
            if (!File.Exists(Blob(digest)) && File.Exists(path))
                return;
            if (isNew)
                File.Move(Blob(digest), beside);
            else
                File.Copy(Blob(digest), beside);
        }

        File.Move(beside, path, overwrite: true);
    }

    private string MainPath => Path.Combine(Folder, "refs", "main");
}
