using System.Text.RegularExpressions;
using Emotune.Platform;

namespace Emotune.Files;

/// <summary>
/// A hidden folder beside the place that its content is to take. Its writer holds a lock in it, so that the next one knows what nobody
/// will finish any more.
/// </summary>
internal sealed partial class UnfinishedFolder : IDisposable
{
    internal const string LockName = "lock";

    private const string ContentName = "content";

    private readonly string _folder;
    private readonly FileStream _lock;

    private UnfinishedFolder(string folder, FileStream held) =>
        (_folder, _lock, Content) = (folder, held, Path.Combine(folder, ContentName));

    /// <summary>The folder to fill, empty at first.</summary>
    public string Content { get; }

    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder must not be made.</exception>
    public static UnfinishedFolder Beside(string target)
    {
        while (true)
        {
            var folder = AtomicFile.TemporaryBeside(target);
            Directory.CreateDirectory(folder);
            // Held by a process of the same number in another container, or just removed: the next name then.
            if (LockFile.TryHold(Path.Combine(folder, LockName)) is not { } held)
                continue;
            var unfinished = new UnfinishedFolder(folder, held);
            // A process of the same number may have been killed here.
            Discard(unfinished.Content);
            Directory.CreateDirectory(unfinished.Content);
            return unfinished;
        }
    }

    /// <summary>Removes what writers that were cut off have left beside the place.</summary>
    public static void RemoveLeftovers(string target)
    {
        var parent = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(parent))
            return;
        foreach (var folder in Directory.EnumerateDirectories(parent, ".*.tmp").Where(f => IsOf(f, target)).ToList())
        {
            var path = Path.Combine(folder, LockName);
            // Without a lock, the folder is somebody's.
            if (File.Exists(path) && LockFile.TryHold(path) is { } held)
                new UnfinishedFolder(folder, held).Dispose();
        }
    }

    /// <summary>Leaves everything as it is, as a process that is killed does.</summary>
    internal void LetGo() => _lock.Dispose();

    public void Dispose()
    {
        // The content before the lock: until it is gone, nobody else takes it for a leftover.
        Discard(Content);
        _lock.Dispose();
        Discard(_folder);
    }

    private static bool IsOf(string folder, string target)
    {
        var (name, beginning) = (Path.GetFileName(folder), $".{Path.GetFileName(target)}.");
        return name.StartsWith(beginning, StringComparison.Ordinal) && Writer().IsMatch(name[beginning.Length..]);
    }

    private static void Discard(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A stray temporary folder must not hide why the write failed.
        }
    }

    [GeneratedRegex(@"\A[0-9]+-[0-9]+\.tmp\z")]
    private static partial Regex Writer();
}
