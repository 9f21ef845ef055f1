using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Spec.Schema;

/// <summary>Names of experiments and runs name folders, on Windows as well, and are joined by '+' on the command line.</summary>
internal static partial class FolderName
{
    public static bool IsUsable(string name) =>
        !name.Contains('\n', StringComparison.Ordinal) && Usable().IsMatch(name) && !Reserved().IsMatch(name);

    /// <summary>The text with each character that no name takes replaced by '_'.</summary>
    public static string From(string text) => Unusable().Replace(text, "_");

    [GeneratedRegex(NameType.Pattern)]
    private static partial Regex Usable();

    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();

    [GeneratedRegex("[^A-Za-z0-9._-]")]
    private static partial Regex Unusable();
}
