namespace Emotune.Model.Tests.Data;

/// <summary>Inputs that were got wrong once, from other programs' hands.</summary>
internal static class CaseFiles
{
    public static string Root { get; } = Path.Combine(SharedFiles.Root, "cases");
}

/// <summary>A test over cases; skipped, with a notice, where they are not at hand.</summary>
public sealed class CaseTheoryAttribute : TheoryAttribute
{
    public CaseTheoryAttribute(params string[] cases)
    {
        if (!cases.All(c => Directory.Exists(Path.Combine(CaseFiles.Root, c))))
            Skip = $"The cases are not at hand: set SHARED_ROOT, or put them into {CaseFiles.Root}.";
    }
}
