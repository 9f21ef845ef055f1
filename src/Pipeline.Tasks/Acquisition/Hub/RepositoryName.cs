using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Acquisition.Hub;

/// <summary>The form of a model's name, by which nothing else can be meant by it, in an address as in a path.</summary>
internal static partial class RepositoryName
{
    private const int LongestPart = 96;

    public static bool IsValid(string name) =>
        name.Split('/') is { Length: 1 or 2 } parts && parts.All(p => p.Length <= LongestPart && Part().IsMatch(p))
        && !name.Contains("--", StringComparison.Ordinal) && !name.Contains("..", StringComparison.Ordinal)
        && !name.EndsWith(".git", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?\z")]
    private static partial Regex Part();
}
