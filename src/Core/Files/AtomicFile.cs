using System.Globalization;
using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>Files that appear whole or not at all: written beside their place, then renamed.</summary>
internal static class AtomicFile
{
    private const string TemporarySuffix = ".tmp";

    private static int Count;

    /// <summary>Writes the file and waits until the disk has it, before it takes its place.</summary>
    /// <exception cref="DiagnosticException">The file cannot be written; what was there before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            Replace(path, temporary =>
            {
                using var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
                write(stream);
                stream.Flush(flushToDisk: true);
            });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotWritten.In(path, error.Message));
        }
    }

    /// <summary>
    /// Writes what another file holds. Its permissions do not go along, so that the copy of a file that must not be written can be.
    /// </summary>
    /// <exception cref="DiagnosticException">The one cannot be read, or the other not written.</exception>
    public static void Copy(string from, string to) => Write(to, stream =>
    {
        using var source = new FileStream(RegularFile.Open(from), FileAccess.Read);
        source.CopyTo(stream);
    });

    /// <summary>As UTF-8 without a byte-order mark; line ends as given.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Lets <paramref name="fill"/> make a file of another name, which then takes the place of <paramref name="path"/>.</summary>
    /// <remarks>It does not wait for the disk: for files that are checked when they are read, or that can be made again.</remarks>
    /// <exception cref="IOException">The file cannot be written; what was there before is still there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static void Replace(string path, Action<string> fill)
    {
        var target = Path.GetFullPath(path);
        var temporary = TemporaryBeside(target);
        try
        {
            RequireReplaceable(target);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            fill(temporary);
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>Whether a file is what another process is just writing to a path, or was cut off from.</summary>
    public static bool IsUnfinished(string file, string path) =>
        Path.GetFileName(file) is var name && name.StartsWith($".{Path.GetFileName(path)}.", StringComparison.Ordinal)
        && name.EndsWith(TemporarySuffix, StringComparison.Ordinal);

    /// <summary>Removes what processes that were cut off have left in a folder and below it; for when nobody else writes there.</summary>
    public static void RemoveLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, ".*" + TemporarySuffix, SearchOption.AllDirectories))
            File.Delete(file);
    }

    /// <summary>A hidden name that no other writer of this machine has at the same time.</summary>
    internal static string TemporaryBeside(string target)
    {
        var writer = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref Count)}");
        return Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{writer}{TemporarySuffix}");
    }

    /// <summary>A rename would replace a device or a pipe as well, for everybody on the machine.</summary>
    private static void RequireReplaceable(string target)
    {
        if (Path.Exists(target) && !RegularFile.IsAt(target))
            throw new IOException($"'{target}' is not a regular file.");
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A stray temporary file must not hide why the write failed.
        }
    }
}
