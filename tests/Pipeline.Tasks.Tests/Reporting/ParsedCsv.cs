namespace Emotune.Pipeline.Tests.Reporting;

/// <summary>RFC 4180 read back, a letter at a time.</summary>
public static class ParsedCsv
{
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Read(string text)
    {
        var rows = new List<List<string>> { new() };
        var field = "";
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                (field, i) = (field + '"', i + 1);
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (c == ',' && !quoted)
            {
                Field();
            }
            else if (c == '\n' && !quoted)
            {
                Field();
                rows.Add([]);
            }
            else
            {
                field += c;
            }
        }
        return [.. rows.Skip(1).SkipLast(1).Select(r => rows[0].Zip(r).ToDictionary(p => p.First, p => p.Second))];

        void Field()
        {
            rows[^1].Add(field);
            field = "";
        }
    }
}
