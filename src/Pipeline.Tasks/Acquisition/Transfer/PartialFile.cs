using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Acquisition.Transfer;

/// <summary>
/// An unfinished file under a name that no other writer has: the target's, a number, the process and the machine. What a later process
/// finds it renames to a name of its own, once its writer is gone. The lock alone would not say so, because some file systems let everybody
/// have it, nor would the process alone, because containers number theirs anew.
/// </summary>
internal sealed partial class PartialFile : IDisposable
{
    private const string Suffix = ".incomplete";

    // A writer on another machine cannot be looked at. It has written something within this time, or it is gone.
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(24);

    private static readonly ConcurrentDictionary<string, bool> InUse = new(StringComparer.Ordinal);
    private static readonly string Machine = NotPlain().Replace(Environment.MachineName, "_");
    private static int Count;

    private readonly string _path;
    private readonly FileStream _stream;
    private bool _isGone;

    private PartialFile(string path)
    {
        _path = path;
        _stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 17);
        _stream.Seek(0, SeekOrigin.End);
    }

    public long Length => _stream.Length;

    /// <summary>Goes on with the longest file that a writer left who is gone, or begins one.</summary>
    /// <param name="target">Where the file will lie when it is whole.</param>
    public static PartialFile Resume(string target)
    {
        foreach (var left in LeftBehind(target).OrderByDescending(f => f.Length))
        {
            var own = Own(target);
            try
            {
                // Of two who want it, one finds it gone.
                File.Move(left.FullName, own, overwrite: false);
                return new PartialFile(own);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                InUse.TryRemove(own, out _);
            }
        }

        return new PartialFile(Own(target));
    }

    /// <summary>The size of what would be gone on with.</summary>
    public static long ResumableBytes(string target) => LeftBehind(target).Select(f => f.Length).DefaultIfEmpty(0).Max();

    /// <summary>Removes what writers left of the file who are gone.</summary>
    public static void RemoveAbandoned(string target)
    {
        foreach (var left in LeftBehind(target))
            Remove(left.FullName);
    }

    /// <summary>Removes what writers left of any file of the folder who are gone.</summary>
    public static void RemoveAllAbandoned(string folder)
    {
        foreach (var left in LeftBehind(new DirectoryInfo(folder), _ => true))
            Remove(left.FullName);
    }

    /// <summary>Whether a name is that of an unfinished file.</summary>
    public static bool IsOne(string name) => Owner().IsMatch(name);

    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public void StartOver()
    {
        _stream.SetLength(0);
        _stream.Position = 0;
    }

    /// <summary>Looks at the content, all of which is on the disk then.</summary>
    public T Read<T>(Func<Stream, T> look)
    {
        _stream.Flush(flushToDisk: true);
        _stream.Position = 0;
        return look(_stream);
    }

    /// <summary>Puts the file in its place, whatever lies there.</summary>
    public void MoveTo(string target)
    {
        _stream.Dispose();
        File.Move(_path, target, overwrite: true);
        _isGone = true;
    }

    public void Discard()
    {
        _stream.Dispose();
        Remove(_path);
        _isGone = true;
    }

    /// <summary>Leaves what was received to the next try; an empty file is of no use to it.</summary>
    public void Dispose()
    {
        if (!_isGone)
        {
            var isEmpty = _stream.Length == 0;
            try
            {
                _stream.Dispose();
            }
            catch (IOException)
            {
                // What a full disk did not take is asked for again.
            }
            if (isEmpty)
                Remove(_path);
        }

        InUse.TryRemove(_path, out _);
    }

    private static string Own(string target)
    {
        while (true)
        {
            var number = Interlocked.Increment(ref Count);
            var path = string.Create(
                CultureInfo.InvariantCulture, $"{target}.{number}-{Environment.ProcessId}@{Machine}{Suffix}");
            // An earlier process of the same number may have left one.
            if (!File.Exists(path) && InUse.TryAdd(path, true))
                return path;
        }
    }

    private static List<FileInfo> LeftBehind(string target) =>
        LeftBehind(new DirectoryInfo(Path.GetDirectoryName(target)!), name => name == Path.GetFileName(target));

    private static List<FileInfo> LeftBehind(DirectoryInfo folder, Func<string, bool> isOf) => !folder.Exists ? []
        : [.. folder.EnumerateFiles("*" + Suffix).Where(f => f.LinkTarget is null && Owner().Match(f.Name) is { Success: true } owner
            && isOf(owner.Groups["target"].Value) && IsGone(f, owner))];

    private static bool IsGone(FileInfo file, Match owner)
    {
        if (IsLocked(file.FullName))
            return false;
        if (owner.Groups["machine"].Value != Machine)
            return DateTime.UtcNow - file.LastWriteTimeUtc > Abandoned;
        return int.TryParse(owner.Groups["process"].ValueSpan, CultureInfo.InvariantCulture, out var process)
            && (process == Environment.ProcessId ? !InUse.ContainsKey(file.FullName) : !IsRunning(process));
    }

    private static bool IsLocked(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0);
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A file that is left takes room and is never used without being verified.
        }
    }

    [GeneratedRegex(@"\A(?<target>.+)\.[0-9]+-(?<process>[0-9]+)@(?<machine>[A-Za-z0-9_-]+)\.incomplete\z")]
    private static partial Regex Owner();

    [GeneratedRegex("[^A-Za-z0-9_-]")]
    private static partial Regex NotPlain();
}
