using System.Security.Cryptography;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Platform;
using Microsoft.Win32.SafeHandles;

namespace Emotune.Exported;

/// <summary>Whether the files of an exported folder are those that its description names.</summary>
internal static class ExportedFiles
{
    private const int ShownDigits = 12;

    /// <summary>
    /// A file that is not there is not looked for: a folder may be copied without the graph that a service does not use. A file without
    /// a digest is compared by its size.
    /// </summary>
    /// <param name="isNeeded">By its path in the folder; what is not needed is not read.</param>
    /// <exception cref="DiagnosticException">EXP4160: a file has other contents.</exception>
    public static void RequireSame(string folder, IReadOnlyDictionary<string, ExportedFile>? files, Func<string, bool> isNeeded)
    {
        // The small ones first: most differences are found before a graph is read.
        foreach (var (name, exported) in (files ?? new Dictionary<string, ExportedFile>())
            .Where(f => isNeeded(f.Key)).OrderBy(f => f.Value.Bytes).ThenBy(f => f.Key, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, name);
            if (Difference(path, exported) is { } difference)
                throw new DiagnosticException(Problems.ExportedFileChanged.In(path, difference));
        }
    }

    /// <summary>The files of a folder as they are, by their paths in it.</summary>
    /// <param name="card">The name of the file that is left out: it shows what the run cost, which is never twice the same, and is no
    /// part of the model.</param>
    public static SortedDictionary<string, ExportedFile> Of(string folder, string card)
    {
        var files = new SortedDictionary<string, ExportedFile>(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => Path.GetFileName(p) != card))
        {
            using var stream = File.OpenRead(path);
            var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
            files.Add(PathText.Below(folder, path), new ExportedFile(stream.Length, digest));
        }

        return files;
    }

    private static string? Difference(string path, ExportedFile exported)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            using var file = RegularFile.Open(path);
            // Its size is cheap, and another export's file seldom has the same.
            var length = RandomAccess.GetLength(file);
            if (length != exported.Bytes)
                return FormattableString.Invariant($"it has {length} bytes instead of {exported.Bytes}");
            return exported.Sha256 is { } expected ? DigestDifference(file, expected) : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Problems.FileNotRead.In(path, error.Message));
        }
    }

    private static string? DigestDifference(SafeFileHandle file, string expected)
    {
        using var stream = new FileStream(file, FileAccess.Read);
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
        return digest == expected ? null : $"its SHA-256 begins with {Beginning(digest)} instead of {Beginning(expected)}";
    }

    private static string Beginning(string digest) => digest[..Math.Min(ShownDigits, digest.Length)];
}
