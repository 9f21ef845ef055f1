using Emotune.Model.Diagnostics;

namespace Emotune.Model.Artifacts.Files;

/// <summary>Folders that appear whole or not at all: filled beside their place, then renamed.</summary>
public static class AtomicFolder
{
    /// <summary>Lets <paramref name="fill"/> write into an empty folder, which then takes the place of <paramref name="path"/>.</summary>
    /// <remarks>
    /// Where a folder is already there, it is moved aside first and deleted last; nothing is replaced if <paramref name="fill"/> throws.
    /// </remarks>
    /// <exception cref="DiagnosticException">The folder cannot be written.</exception>
    public static void Write(string path, Action<string> fill)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var temporary = AtomicFile.TemporaryBeside(target);
        var previous = AtomicFile.TemporaryBeside(target);
        try
        {
            Directory.CreateDirectory(temporary);
            fill(temporary);
            if (Directory.Exists(target))
                Directory.Move(target, previous);
            Directory.Move(temporary, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotWritten.In(path, error.Message));
        }
        finally
        {
            Restore(previous, target);
            Discard(temporary);
            Discard(previous);
        }
    }

    private static void Restore(string previous, string target)
    {
        if (Directory.Exists(previous) && !Path.Exists(target))
            Directory.Move(previous, target);
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
