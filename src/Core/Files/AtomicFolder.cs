using Emotune.Diagnostics;

namespace Emotune.Files;

/// <summary>Folders that appear whole or not at all: filled beside their place, then renamed.</summary>
internal static class AtomicFolder
{
    /// <summary>Lets <paramref name="fill"/> write into an empty folder, which then takes the place of <paramref name="path"/>.</summary>
    /// <remarks>
    /// An empty folder in the place is taken; one that has files by then, or a link, is not: whoever filled it meanwhile loses nothing.
    /// </remarks>
    /// <exception cref="DiagnosticException">The folder cannot be written.</exception>
    public static void Write(string path, Action<string> fill)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var temporary = AtomicFile.TemporaryBeside(target);
        try
        {
            // A process of the same number may have been killed here.
            Discard(temporary);
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (new DirectoryInfo(target).LinkTarget is not null)
                throw new IOException($"'{target}' is a link.");
            // Refused by the system where it is not empty.
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(temporary, target);
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
}
