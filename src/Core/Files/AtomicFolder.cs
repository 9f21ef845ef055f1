using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>Folders that appear whole or not at all: filled beside their place, then renamed.</summary>
internal static class AtomicFolder
{
    /// <summary>Lets <paramref name="fill"/> write into an empty folder, which then takes the place of <paramref name="path"/>.</summary>
    /// <remarks>
    /// An empty folder in the place is taken; one that has files by then, or a link, is not: whoever filled it meanwhile loses nothing.
    /// What earlier writers of the same place left, because they were cut off, is removed.
    /// </remarks>
    /// <exception cref="DiagnosticException">The folder cannot be written.</exception>
    public static void Write(string path, Action<string> fill)
    {
        var target = Target(path);
        try
        {
            UnfinishedFolder.RemoveLeftovers(target);
            using var unfinished = UnfinishedFolder.Beside(target);
            Fill(unfinished.Content, target, fill);
            if (new DirectoryInfo(target).LinkTarget is not null)
                throw new IOException($"'{target}' is a link.");
            // Refused by the system where it is not empty.
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(unfinished.Content, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotWritten.In(path, error.Message));
        }
    }

    /// <summary>Finds out before long work whether a folder can be made there; leaves nothing behind.</summary>
    /// <exception cref="DiagnosticException">It cannot.</exception>
    public static void RequireWritable(string path)
    {
        var place = Target(path);
        while (!Path.Exists(Path.GetDirectoryName(place)))
            place = Path.GetDirectoryName(place)!;
        try
        {
            UnfinishedFolder.Beside(place).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotWritten.In(path, error.Message));
        }
    }

    private static string Target(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    // The folder that is filled is gone when a problem with a file in it is read.
    private static void Fill(string content, string target, Action<string> fill)
    {
        try
        {
            fill(content);
        }
        catch (DiagnosticException problem)
        {
            throw new DiagnosticException([.. problem.Diagnostics.Select(d => d with
            {
                Message = d.Message.Replace(content, target, StringComparison.Ordinal),
                At = d.At is { } at ? at with { File = at.File.Replace(content, target, StringComparison.Ordinal) } : null,
            })]);
        }
    }
}
