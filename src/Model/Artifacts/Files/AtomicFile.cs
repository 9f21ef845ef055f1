using Emotune.Model.Diagnostics;

namespace Emotune.Model.Artifacts.Files;

/// <summary>Files that appear whole or not at all: written beside their place, flushed, renamed.</summary>
public static class AtomicFile
{
    private static int Count;

    /// <exception cref="DiagnosticException">The file cannot be written; what was there before is still there.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        var temporary = TemporaryBeside(target);
        try
        {
            RequireReplaceable(target);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotWritten.In(path, error.Message));
        }
        finally
        {
            Discard(temporary);
        }
    }

    /// <summary>As UTF-8 without a byte-order mark; line ends as given.</summary>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>A hidden name that no other writer of this machine has at the same time.</summary>
    internal static string TemporaryBeside(string target) => Path.Combine(
        Path.GetDirectoryName(target)!,
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
                $".{Path.GetFileName(target)}.{Environment.ProcessId}-{Interlocked.Increment(ref Count)}.tmp"));

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
