using Emotune.Diagnostics;
using Emotune.Files;

namespace Emotune.Pipeline.Tasks.Targets;

/// <summary>The file that a target writes where the property OutputPath names one.</summary>
internal static class OutputFile
{
    /// <summary>The file is replaced by rename: a device would be gone for the whole machine.</summary>
    /// <exception cref="DiagnosticException">EXP2008: something other than a regular file is there.</exception>
    public static void Require(string path)
    {
        if (Path.Exists(path) && !RegularFile.IsAt(path))
            throw new DiagnosticException(Problems.PropertyInvalid.Given("OutputPath", path, "a new file, or a regular one"));
    }

    public static void Write(string path, string text)
    {
        Require(path);
        AtomicFile.WriteText(FinalPath.Of(path), text);
    }
}
