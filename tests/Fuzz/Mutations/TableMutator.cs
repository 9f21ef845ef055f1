using System.Text;

namespace Emotune.Fuzz.Mutations;

/// <summary>Changes a file of lines and fields: lines, line ends, quotes, delimiters, fields.</summary>
internal sealed class TableMutator(char delimiter) : Mutator
{
    private static readonly string[] LineEnds = ["\r\n", "\r", "\r\r\n", "\n\n", "\n\r", "\x85", "\xe2\x80\xa8", ""];

    public override byte[] Apply(byte[] file, FuzzRandom random)
    {
        // A character is a byte.
        var text = Encoding.Latin1.GetString(file);
        var changed = random.Below(12) == 0 ? Whole(text, random) : Line([.. text.Split('\n')], random);
        return Encoding.Latin1.GetBytes(changed.Length > LargestFile ? changed[..LargestFile] : changed);
    }

    private static string Whole(string text, FuzzRandom random) => random.Below(6) switch
    {
        0 => text.Replace("\n", random.Of(LineEnds), StringComparison.Ordinal),
        1 => "\xef\xbb\xbf" + text,
        2 => text.TrimEnd('\n'),
        3 => text + random.Of(LineEnds),
        4 => text + text,
        _ => text[..random.Below(text.Length + 1)],
    };

    private string Line(List<string> lines, FuzzRandom random)
    {
        var at = random.Below(lines.Count);
        switch (random.Below(10))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[at]);
                break;
            case 2:
                lines.Insert(at, random.Once(2) ? "" : random.Of(OddValues.Fields));
                break;
            case 3:
                var other = random.Below(lines.Count);
                (lines[at], lines[other]) = (lines[other], lines[at]);
                break;
            case 4:
                lines[at] += random.Of(LineEnds);
                break;
            case 5:
                lines.InsertRange(at, Enumerable.Repeat(lines[at], Math.Min(random.Few(2, 2000), LargestFile / (lines[at].Length + 1))));
                break;
            default:
                lines[at] = Field([.. lines[at].Split(delimiter)], random);
                break;
        }

        return string.Join('\n', lines);
    }

    private string Field(List<string> fields, FuzzRandom random)
    {
        var at = random.Below(fields.Count);
        switch (random.Below(8))
        {
            case 0:
                fields.RemoveAt(at);
                break;
            case 1:
                fields.Insert(at, random.Of(OddValues.Fields));
                break;
            case 2 or 3:
                fields[at] = random.Of(OddValues.Fields);
                break;
            case 4:
                fields[at] = $"\"{fields[at]}\"";
                break;
            case 5:
                fields[at] = OddValues.Long(random);
                break;
            case 6:
                fields[at] = random.Of(OddValues.Numbers);
                break;
            default:
                fields[at] = fields[at].Insert(random.Below(fields[at].Length + 1), random.Of(OddValues.Fields));
                break;
        }

        return string.Join(delimiter, fields);
    }
}
