using System.Globalization;

namespace Emotune.Pipeline.Tasks;

/// <summary>Text that MSBuild takes as it is.</summary>
internal static class MSBuildText
{
    private const string Special = "%*?@$();'\\";

    /// <summary>
    /// Escapes what MSBuild would split, expand, match or unescape; a backslash is a letter of a name here, not a separator.
    /// </summary>
    public static string Escape(string text) => string.Concat(text.Select(c =>
        Special.Contains(c, StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"%{(int)c:x2}") : c.ToString()));
}
