using System.Text;

namespace Emotune.Fuzz.Mutations;

/// <summary>Values that readers tend not to expect. A character is a byte, so that they can be what UTF-8 has not.</summary>
internal static class OddValues
{
    public static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "0.5", "1.0", "1e1", "2147483647", "2147483648", "-2147483649", "4294967296", "9223372036854775807",
        "9223372036854775808", "18446744073709551616", "1e308", "1e309", "-1e309", "1e-400", "4.9e-324", "1e999999999",
        "0.1000000000000000055511151231257827", "123456789012345678901234567890", "1000000", "100000000",
    ];

    public static readonly string[] Words =
    [
        "null", "true", "false", "[]", "{}", "\"\"", "[[]]", "[null]", "{\"\": null}", "[1, 2]", "\"1\"", "\"null\"", "\"true\"",
        "NaN", "Infinity", "-Infinity", "\" \"",
    ];

    /// <summary>What stands within quotes: escapes, halves of pairs, controls, other scripts, paths.</summary>
    public static readonly string[] Texts =
    [
        @"\ud800", @"\udc00\ud800", @"\u0000", @"\u001b[31m", @"\r\n", @"\\", @"\""", @"\ufeff", @"\u2028", "..", "../../x", "/etc/passwd",
        "a/b", ".", "~", "-", "%s", "{0}", "{", "a\\u0000b", Utf8("ünï 😀"), Utf8("e\u0301\u0301\u0301"), Utf8("ß İ ǅ"), Utf8("漢字"),
        "\0", "\u0001", "\xff", "\xc0\x80", "\xed\xa0\x80", "^(a+)+$", "(", "[", "*", "\\\\d+", "__metadata__", "text", "id", "label:a",
        "input_ids", "true", "1", "",
    ];

    /// <summary>What stands in the field of a table.</summary>
    public static readonly string[] Fields =
    [
        "\"", "\"\"", "\"a", "a\"", "\"a\"b", "'", "['a', 'b']", "[\"joy\"]", "c(\"joy\", \"fear\")", "np.str_('joy')", "array(['joy'",
        "[joy]", "[", "]", "[]", "{'joy'}", "('joy',)", "u'joy'", "'\\x4", "joy|fear", "joy,joy", "joy, ", "|", ",", "nan", "None", "<NA>",
        "9.0", "1e0", "-0", "1e400", "0x1", "+1", "1_0", "TRUE", "True", " 1", "\xa0", "\xe2\x80\x8b", "\0", "\r", "\r\n", "\n", "\t",
        "\xef\xbb\xbf", "\xe2\x80\xa8", "\xff", "\xed\xa0\x80", Utf8("😀"), Utf8("e\u0301\u0327"), "##", "##a", "[UNK]", "#version: 0.2",
        "\xc4\xa0", "<s>", "</s>", "-1", "99999999999999999999", "2147483648", "", " ",
    ];

    /// <summary>An odd number, word or text, as JSON spells it.</summary>
    public static string Json(FuzzRandom random) => random.Below(8) switch
    {
        0 or 1 or 2 => random.Of(Numbers),
        3 or 4 => random.Of(Words),
        5 => Nested(random),
        6 => $"\"{Long(random)}\"",
        _ => $"\"{random.Of(Texts)}\"",
    };

    /// <summary>One piece again and again.</summary>
    public static string Long(FuzzRandom random) =>
        new StringBuilder().Insert(0, random.Of(["a", "ab ", "[", "\xcc\x81", "\xe6\xbc\xa2", "-", "x,", "\\u0301"]), random.Few(10,
            20_000))
            .ToString();

    private static string Nested(FuzzRandom random)
    {
        var depth = random.Few(2, 3000);
        return random.Once(2)
            ? new string('[', depth) + new string(']', depth)
            : new StringBuilder().Insert(0, "{\"a\":", depth).Append('1').Append('}', depth).ToString();
    }

    private static string Utf8(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
