using System.Text;
using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Data.Formats.Decoding;

namespace Emotune.Model.Data.Formats;

/// <summary>The items of one JSON array, found one by one, so that memory holds one of them at a time.</summary>
/// <param name="text">Valid UTF-8 that begins with the array, white space aside.</param>
internal sealed class JsonArrayItems(ByteWindow text, ProblemList problems)
{
    private TextPosition _position = new();

    // Where in the window the search is, how deep in brackets, and whether within a string.
    private int _at, _depth;
    private bool _isInString;

    /// <summary>Whether a text begins as an array does, white space aside.</summary>
    public static bool BeginIn(ByteWindow text)
    {
        while (text.Bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0 && !text.IsLast)
            text.Extend();
        return text.Bytes.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var first && text.Bytes[first] == (byte)'[';
    }

    /// <summary>Each item as it is written and where it begins; a problem where the array itself is at fault (EXP3048).</summary>
    public IEnumerable<(TextPlace Place, string Json)> Read()
    {
        SkipSpace();
        Pass(1);
        SkipSpace();
        if (Next() == ']')
        {
            Pass(1);
        }
        else
        {
            for (var end = ','; end == ',';)
            {
                SkipSpace();
                var place = _position.Place;
                if (FindEnd() is not { } found)
                    yield break;
                var json = Encoding.UTF8.GetString(text.Bytes[.._at]).TrimEnd();
                Pass(_at);
                if (json.Length == 0)
                    problems.Add(Problems.JsonArrayInvalid, place, "an item is missing here.");
                else
                    yield return (place, json);
                Pass(1);
                end = found;
            }
        }

        SkipSpace();
        if (Next() is not null)
            problems.Add(Problems.JsonArrayInvalid, _position.Place, "something follows its end.");
    }

    /// <summary>Moves to the comma or bracket behind the item; null, and a problem, where the text ends before.</summary>
    private char? FindEnd()
    {
        (_at, _depth, _isInString) = (0, 0, false);
        while (true)
        {
            while (_at < text.Bytes.Length)
            {
                var b = text.Bytes[_at];
                if (_isInString && b == '\\' && _at + 1 == text.Bytes.Length)
                    break;
                if (!_isInString && _depth == 0 && b is (byte)',' or (byte)']')
                    return (char)b;
                Enter(b);
            }

            if (text.IsLast)
            {
                problems.Add(Problems.JsonArrayInvalid, _position.Place, "this item or the array does not end.");
                return null;
            }

            if (!Extend())
                return null;
        }
    }

    private void Enter(byte b)
    {
        if (_isInString)
        {
            _at += b == '\\' ? 2 : 1;
            _isInString = b != '"';
            return;
        }

        _at++;
        _isInString = b == '"';
        _depth += b is (byte)'{' or (byte)'[' ? 1 : b is (byte)'}' or (byte)']' ? -1 : 0;
    }

    private void SkipSpace()
    {
        while (true)
        {
            var length = text.Bytes.IndexOfAnyExcept(" \t\r\n"u8);
            Pass(length < 0 ? text.Bytes.Length : length);
            if (length >= 0 || text.IsLast || !Extend())
                return;
        }
    }

    private char? Next() => text.Bytes.IsEmpty ? null : (char)text.Bytes[0];

    private void Pass(int count)
    {
        _position.Pass(text.Bytes[..count]);
        text.Pass(count);
    }

    private bool Extend() => TextLines.Try(_position.Place.Line, problems, text.Extend);
}
