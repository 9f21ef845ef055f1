using System.Globalization;
using System.Text;

namespace Emotune.Files;

/// <summary>A table's text by RFC 4180, with '\n' line ends and invariant numbers.</summary>
/// <remarks>A number is written so that it reads back the same; NaN and null are empty fields.</remarks>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new();
    private readonly int _columns;

    /// <summary>Begins with a row of headings.</summary>
    public CsvText(params IReadOnlyList<string> headings)
    {
        _columns = headings.Count;
        Row(headings);
    }

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">The row has not as many fields as there are headings.</exception>
    public void Row(params IReadOnlyList<object?> fields)
    {
        if (fields.Count != _columns)
            throw new ArgumentException($"A row has {fields.Count} fields, the header {_columns}.", nameof(fields));
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0)
                _text.Append(',');
            AppendField(Format(fields[i]));
        }

        // A single empty field would read as an empty line.
        _text.Append(fields.Count == 1 && Format(fields[0]).Length == 0 ? "\"\"\n" : "\n");
    }

    /// <summary>The table so far.</summary>
    public override string ToString() => _text.ToString();

    private void AppendField(string field)
    {
        if (field.AsSpan().ContainsAny("\",\r\n"))
            _text.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            _text.Append(field);
    }

    private static string Format(object? value) => value switch
    {
        null or double.NaN or float.NaN => "",
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
