using System.Buffers;
using System.Text;

namespace Emotune.Pipeline.Reporting.Tables;

/// <summary>RFC 4180 with '\n': a field with a comma, quote or line break is quoted.</summary>
internal sealed class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");
    private readonly StringBuilder _text = new();
    private readonly int _columns;

    public CsvText(params string[] headings)
    {
        _columns = headings.Length;
        Row(headings);
    }

    public void Row(params string[] fields)
    {
        if (fields.Length != _columns)
        {
            throw new ArgumentException(
            $"A row of {fields.Length} fields under {_columns} headings.", nameof(fields));
        }

        _text.AppendJoin(
            ',', fields.Select(f => f.AsSpan().ContainsAny(Quoted) ? $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : f))
                .Append('\n');
    }

    public override string ToString() => _text.ToString();
}
