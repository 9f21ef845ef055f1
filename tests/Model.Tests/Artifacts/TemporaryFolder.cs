using System.Text;
using Emotune.Diagnostics;

namespace Emotune.Model.Tests.Artifacts;

/// <summary>A folder of a test's own, gone after it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("emotune-artifacts-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public string WithBytes(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public string WithText(string name, string text) => WithBytes(name, Encoding.UTF8.GetBytes(text));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

internal static class Problem
{
    /// <summary>The one code that <paramref name="action"/> ends with.</summary>
    public static string CodeOf(Action action) => Of(action).Code;

    public static Diagnostic Of(Action action) => Assert.Single(Assert.Throws<DiagnosticException>(action).Diagnostics);
}
