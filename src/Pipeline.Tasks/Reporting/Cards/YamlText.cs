using System.Globalization;
using System.Text;
using Emotune.Pipeline.Reporting.Shown;

namespace Emotune.Pipeline.Reporting.Cards;

/// <summary>
/// Values within the YAML at the top of a card. Texts are always in double quotes: a plain <c>no</c> would be false, and a colon or a
/// newline of somebody's would change what follows.
/// </summary>
internal static class YamlText
{
    private const int Longest = 200;

    /// <summary>On one line.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in SafeText.Line(text, Longest))
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c is '\u0085' or '\uFEFF' || char.IsControl(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>With a point and without an exponent: YAML 1.1 takes <c>1E-05</c> for a text.</summary>
    public static string Number(double value) => value.ToString("0.0#####", CultureInfo.InvariantCulture);
}
