using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Emotune.Pipeline.Spec.Yaml;

/// <summary>
/// What an unquoted scalar is. Stricter than YAML 1.1 and 1.2, so that no reader can take it for something else:
/// <c>true</c> and <c>false</c> alone are truth values, numbers are JSON's; <c>010</c>, <c>0x1F</c>, <c>1_000</c> and <c>.nan</c> are none.
/// </summary>
internal static partial class StrictScalar
{
    private static readonly string[] Nulls = ["", "~", "null", "Null", "NULL"];

    public static bool IsNull(ScalarNode scalar) => scalar.IsPlain && Nulls.Contains(scalar.Text, StringComparer.Ordinal);

    public static bool? Flag(ScalarNode scalar) => scalar is { IsPlain: true, Text: "true" or "false" } ? scalar.Text == "true" : null;

    public static long? Integer(ScalarNode scalar) =>
        scalar.IsPlain && IntegerPattern().IsMatch(scalar.Text)
        && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>Infinite where the text says more than a double can hold: out of every range.</summary>
    public static double? Number(ScalarNode scalar) =>
        scalar.IsPlain && NumberPattern().IsMatch(scalar.Text)
            ? double.Parse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Null for unquoted scalars that are something else than text.</summary>
    public static string? Text(ScalarNode scalar) =>
        IsNull(scalar) || Flag(scalar) is not null || Number(scalar) is not null ? null : scalar.Text;

    /// <summary>As it must stand in YAML to be read back as the same text.</summary>
    public static string Quote(string text) =>
        PlainPattern().IsMatch(text) && Text(new ScalarNode(text, true, SpecOrigin.Default)) is not null && !IsNumberLike(text)
            ? text
            : DoubleQuote(text);

    /// <summary>The shortest decimal text that reads back as the same bits.</summary>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>On one line, whatever the text is: YAML folds what looks like a line's end, and a reader strips what nobody sees.</summary>
    private static string DoubleQuote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                quoted.Append('\\').Append((char)rune.Value);
            else if (IsSeen(rune))
                quoted.Append(rune.ToString());
            else
                quoted.Append(Escape(rune.Value));
        }

        return quoted.Append('"').ToString();
    }

    private static bool IsSeen(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.SpaceSeparator
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);

    private static string Escape(int character) => character switch
    {
        '\b' => @"\b",
        '\t' => @"\t",
        '\n' => @"\n",
        '\f' => @"\f",
        '\r' => @"\r",
        <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $@"\u{character:X4}"),
        _ => string.Create(CultureInfo.InvariantCulture, $@"\U{character:X8}"),
    };

    // Other readers take these for numbers or truth values.
    private static bool IsNumberLike(string text) => NumberLikePattern().IsMatch(text);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)\z")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_./][A-Za-z0-9_./ ()-]*(?<! )\z")]
    private static partial Regex PlainPattern();

    [GeneratedRegex(@"^([.0-9].*[0-9.]|\.(nan|inf)|[0-9].*|y|n|yes|no|on|off|true|false)\z", RegexOptions.IgnoreCase)]
    private static partial Regex NumberLikePattern();
}
