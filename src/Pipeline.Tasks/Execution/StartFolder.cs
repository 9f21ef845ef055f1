using System.Globalization;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Execution;

/// <summary>The folder where the command was typed. The relative paths of properties start there.</summary>
/// <param name="Path">Absolute.</param>
internal sealed partial record StartFolder(string Path)
{
    /// <param name="given">MSBuild's <c>MSBuildStartupDirectory</c>; empty for the current folder.</param>
    /// <param name="shell">The folder that the shell says it is in (<c>PWD</c>); null where there is none.</param>
    public static StartFolder Of(string given, string? shell) =>
        // MSBuild unescapes its own property, so that a folder 'a%3Bb' arrives here as 'a;b'. The shell knows the name itself.
        shell is not null && shell != given && Unescape(shell) == given ? new(shell)
        : new(given.Length == 0 ? Environment.CurrentDirectory : given);

    public string At(string path) => System.IO.Path.GetFullPath(path, Path);

    private static string Unescape(string text) => Escaped().Replace(
        text, m => ((char)int.Parse(m.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex Escaped();
}
