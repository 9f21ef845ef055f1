using System.Buffers;
using System.Globalization;
using System.Text;

namespace Emotune.Model.Data.Formats;

/// <summary>
/// A list as other languages print one into a cell: <c>['anger', 'joy']</c>, <c>["anger"]</c>, <c>('anger',)</c>, <c>{'joy'}</c>,
/// <c>['anger' 'joy']</c> (NumPy), <c>[anger, joy]</c> (Java), <c>c("anger", "joy")</c> (R), and what is left of these without brackets.
/// </summary>
/// <param name="separator">May stand in place of the comma.</param>
internal ref struct ListCell(ReadOnlySpan<char> cell, string separator)
{
    private static readonly string[] Calls = [
        "c", "list", "tuple", "set", "frozenset", "array", "Array", "List", "Set", "Vector", "ArrayBuffer", "WrappedArray", "ArraySeq",
    ];

    // What languages print where there is no value.
    private static readonly string[] Missing = ["None", "nan", "NaN", "NA", "null", "NULL", "<NA>"];

    private static readonly SearchValues<char> EndOfBareItem = SearchValues.Create(",[](){}'\"");

    private readonly List<string> _items = [];
    private ReadOnlySpan<char> _left = cell;

    private enum ItemKind
    {
        Quoted, Number, Words,
    }

    /// <summary>The list's items; null where the cell is no list.</summary>
    public static string[]? Parse(string cell, string separator)
    {
        var content = Content(cell.AsSpan().Trim(), out var isBracketed);
        var list = new ListCell(content, separator);
        return list.ReadItems(isBracketed) ? [.. list._items] : null;
    }

    /// <summary>Whether a label begins as a list or a quoted text does.</summary>
    public static bool Begins(string label) => label is ['[' or '(' or '{' or '\'' or '"' or '‘' or '“' or '«', ..];

    /// <summary>
    /// Whether a label is one bare word in brackets, as <c>[other]</c> and <c>array(int)</c> are: a list of one, or a name of its own.
    /// </summary>
    public static bool IsOneWord(string label)
    {
        var word = Content(label.AsSpan().Trim(), out var isBracketed);
        return isBracketed && !word.IsEmpty && word.IndexOfAny(EndOfBareItem) < 0 && word.IndexOfAny(" \t\r\n") < 0
            && !Missing.Contains(word.ToString());
    }

    private static ReadOnlySpan<char> Content(ReadOnlySpan<char> cell, out bool isBracketed)
    {
        var open = cell.IndexOf('(');
        if (open > 0 && cell[^1] == ')' && Calls.Contains(cell[..open].ToString()))
        {
            var inner = cell[(open + 1)..^1].Trim();
            var type = inner.IndexOf(", dtype=", StringComparison.Ordinal);
            inner = type < 0 ? inner : inner[..type];
            isBracketed = true;
            return Within(inner, out _);
        }

        return Within(cell, out isBracketed);
    }

    private static ReadOnlySpan<char> Within(ReadOnlySpan<char> text, out bool isBracketed)
    {
        isBracketed = text is ['[', .., ']'] or ['(', .., ')'] or ['{', .., '}'];
        return isBracketed ? text[1..^1] : text;
    }

    private bool ReadItems(bool isBracketed)
    {
        ItemKind? before = null;
        while (!(_left = _left.TrimStart()).IsEmpty)
        {
            if (ReadItem() is not { } kind || (before ?? kind) != kind || (kind == ItemKind.Words && before is not null))
                return false;
            _left = _left.TrimStart();
            before = SkipDelimiter() ? null : kind;
            if (!isBracketed && kind != ItemKind.Quoted)
                return false;
        }

        return isBracketed || _items.Count > 0;
    }

    private bool SkipDelimiter()
    {
        var length = _left.StartsWith(",") ? 1 : _left.StartsWith(separator, StringComparison.Ordinal) ? separator.Length : 0;
        _left = _left[length..];
        return length > 0;
    }

    private ItemKind? ReadItem()
    {
        // NumPy 2 prints its scalars as np.str_('anger') and np.int64(9).
        if (_left.StartsWith("np.") && _left.IndexOf('(') is > 0 and var open)
        {
            _left = _left[(open + 1)..].TrimStart();
            var kind = ReadItem();
            _left = _left.TrimStart();
            if (!_left.StartsWith(")"))
                return null;
            _left = _left[1..];
            return kind;
        }

        // Python 2 prints u'anger'.
        if (_left is ['u', '\'' or '"', ..])
            _left = _left[1..];
        return _left[0] is '\'' or '"' ? ReadQuoted() : ReadBare();
    }

    private ItemKind? ReadBare()
    {
        var length = _left.IndexOfAny(EndOfBareItem);
        var ownSeparator = separator.Length == 0 ? -1 : _left.IndexOf(separator, StringComparison.Ordinal);
        length = length < 0 ? _left.Length : length;
        length = ownSeparator >= 0 && ownSeparator < length ? ownSeparator : length;
        var item = _left[..length].Trim();
        if (item.IsEmpty || Missing.Contains(item.ToString()))
            return null;
        var space = item.IndexOfAny(" \t\r\n");
        var first = space < 0 ? item : item[..space];
        if (IsNumber(first))
        {
            _items.Add(first.ToString());
            _left = _left[first.Length..];
            return ItemKind.Number;
        }

        // Words of one label or several labels: only a delimiter could tell.
        if (space >= 0 && length == _left.Length && _items.Count == 0)
            return null;
        _items.Add(item.ToString());
        _left = _left[length..];
        return ItemKind.Words;
    }

    private ItemKind? ReadQuoted()
    {
        var quote = _left[0];
        var item = new StringBuilder();
        for (var at = 1; at < _left.Length; at++)
        {
            if (_left[at] == quote)
            {
                _items.Add(item.ToString());
                _left = _left[(at + 1)..];
                return ItemKind.Quoted;
            }

            if (_left[at] != '\\')
            {
                item.Append(_left[at]);
                continue;
            }

            if (ReadEscape(_left[(at + 1)..], item) is not { } length)
                return null;
            at += length;
        }

        return null;
    }

    /// <summary>The characters after the backslash; null where they are no escape.</summary>
    private static int? ReadEscape(ReadOnlySpan<char> text, StringBuilder item)
    {
        if (text.IsEmpty)
            return null;
        var digits = text[0] switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0)
        {
            if (text.Length <= digits || !ushort.TryParse(text.Slice(1, digits), NumberStyles.AllowHexSpecifier, null, out var code))
                return null;
            item.Append((char)code);
            return 1 + digits;
        }

        if (text[0] is not ('\\' or '\'' or '"' or '/' or 'n' or 't' or 'r'))
            return null;
        item.Append(text[0] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var c => c });
        return 1;
    }

    private static bool IsNumber(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
}
