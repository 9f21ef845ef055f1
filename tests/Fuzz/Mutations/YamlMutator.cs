using System.Text;

namespace Emotune.Fuzz.Mutations;

/// <summary>Changes YAML by its blocks, which its indentation gives, and by the values behind its keys.</summary>
internal sealed class YamlMutator : Mutator
{
    private static readonly string[] Values =
    [
        "~", "null", "''", "\"\"", "[]", "{}", "[a, b]", "{a: b}", "[[[]]]", "{a: {b: [c, {d: e}]}}", "yes", "010", "0x1F", "1_000", ".nan",
        ".inf", "-.inf", "1e3", "1e400", "- a", "? a", "*a", "&a b", "!!int 1", "!x", "|", ">-", "|2-", "'", "\"", "[", "{", "}", "]", "%",
        "@a", "`a", "a: b", "a # b", "#", "# a", "---", "...", "\"\\ud800\"", "\"\\0\"", "\"\\x00\"", "\"\\udbff\\udfff\"", "\"a\\nb\"",
        "\t",
        "\"\\u2028\"", "\0", "\x85", "\xe2\x80\xa8", "\xff", "\xf0\x9f\x98\x80", "../../x", "/dev/zero", "/", "a/../../b", "a+b", "a=b",
        "<<: *a",
        "12:30", "2026-01-01", "0o7", "+1", "true", "True", "9223372036854775808", "null null", "-", "--", "a,b", "${x}", "%24", "$(X)",
    ];

    public override byte[] Apply(byte[] file, FuzzRandom random)
    {
        List<string> lines = [.. Encoding.Latin1.GetString(file).Split('\n')];
        var at = random.Below(lines.Count);
        var block = lines.GetRange(at, Block(lines, at));
        switch (random.Below(14))
        {
            case 0:
                lines.RemoveRange(at, block.Count);
                break;
            case 1:
                lines.InsertRange(at, block);
                break;
            case 2:
                lines.InsertRange(random.Below(lines.Count), block);
                break;
            case 3:
                lines[at] = random.Once(2) ? " " + lines[at] : lines[at].Length > 0 ? lines[at][1..] : "\t";
                break;
            case 4:
                lines.InsertRange(at, Numbered(block, Math.Min(random.Few(2, 3000), LargestFile / block.Sum(l => l.Length + 1))));
                break;
            case 5:
                lines.Insert(at, new string(' ', Indent(lines[at])) + random.Of(OddValues.Texts) + ": " + random.Of(Values));
                break;
            case 6:
                lines[at] = lines[at].Insert(random.Below(lines[at].Length + 1), random.Of(Values));
                break;
            case 7:
                lines[at] = WithValue(lines[at], OddValues.Json(random));
                break;
            case 8:
                lines[at] = WithValue(lines[at], random.Once(2) ? $"\"{random.Of(OddValues.Texts)}\"" : random.Of(OddValues.Texts));
                break;
            case 9:
                lines[at] = WithValue(lines[at], OddValues.Long(random));
                break;
            case 10:
                lines[at] = WithValue(lines[at], random.Of(OddValues.Numbers));
                break;
            default:
                lines[at] = WithValue(lines[at], random.Of(Values));
                break;
        }

        var text = string.Join('\n', lines);
        return Encoding.Latin1.GetBytes(text.Length > LargestFile ? text[..LargestFile] : text);
    }

    /// <summary>Replaces a value of the line: behind its colon, or within braces.</summary>
    private static string WithValue(string line, string value)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0)
            return line + " " + value;
        var end = line.AsSpan(colon + 2).IndexOfAny(',', '}');
        return line[..(colon + 2)] + value + (end < 0 ? "" : line[(colon + 2 + end)..]);
    }

    private static IEnumerable<string> Numbered(List<string> block, int count) =>
        Enumerable.Range(0, count).SelectMany(i => block.Select((line, at) =>
            at == 0 && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon ? line.Insert(colon, $"-{i}") : line));

    private static int Block(List<string> lines, int at)
    {
        var end = at + 1;
        while (end < lines.Count && Indent(lines[end]) > Indent(lines[at]))
            end++;
        return end - at;
    }

    private static int Indent(string line) => line.Length - line.TrimStart(' ').Length;
}
