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
            Replace(target, temporary, previous);
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

    /// <summary>Puts a finished folder in the place of <paramref name="path"/>, by rename.</summary>
    /// <param name="with">The finished folder; it has another name afterwards.</param>
    /// <param name="aside">Where the folder goes that was there before, until it is deleted; what lies there is deleted first.</param>
    /// <exception cref="IOException">A folder cannot be moved; the one that was there before is back in its place.</exception>
    public static void Replace(string path, string with, string aside)
    {
        if (Directory.Exists(aside))
            Directory.Delete(aside, recursive: true);
        try
        {
            if (Directory.Exists(path))
                Directory.Move(path, aside);
            Directory.Move(with, path);
        }
        finally
        {
            Restore(aside, path);
            Discard(aside);
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
