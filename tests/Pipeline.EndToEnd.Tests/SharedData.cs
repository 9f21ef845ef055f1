namespace Emotune.Pipeline.EndToEnd;

/// <summary>A test over data and models that are not the project's own; skipped, with a notice, where they are not at hand.</summary>
public sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute() => Skip = SharedData.Missing;
}

/// <summary>As <see cref="SharedFactAttribute"/>, for several cases.</summary>
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute() => Skip = SharedData.Missing;
}

internal static class SharedData
{
    /// <summary>Why tests over the shared data cannot run; null where they can.</summary>
    public static string? Missing => Directory.Exists(Path.Combine(Repository.Shared, "tokenizers"))
        ? null
        : $"The shared test data is not at hand: set SHARED_ROOT, or put it into {Repository.Shared}.";
}
