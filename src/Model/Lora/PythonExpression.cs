using System.Globalization;
using System.Text;

namespace Emotune.Model.Lora;

/// <summary>Python's regular expressions, in which PEFT's files choose modules, as .NET's.</summary>
/// <remarks>
/// Groups keep the numbers that Python gives them: in the order of their brackets, whether they have names or not. What only .NET knows
/// is refused, because the expression ends in a file that Python reads. What only Python knows is left for .NET to refuse.
/// </remarks>
internal sealed class PythonExpression
{
    private const string LetterEscapes = "AbBdDsSwWZafnrtvxuUN", ClassEscapes = "bdDsSwWafnrtvxuUN", Flags = "aiLmsux";

    private readonly string _python;
    private readonly StringBuilder _net = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);

    // Of each open bracket, whether it is in a look-behind.
    private readonly Stack<bool> _behind = new();

    private int _groups, _at;
    private bool _afterAnchor;

    private PythonExpression(string python) => _python = python;

    private ReadOnlySpan<char> Rest => _python.AsSpan(_at);

    private bool IsBehind => _behind.TryPeek(out var isBehind) && isBehind;

    /// <summary>Rewrites what the two languages spell differently: named groups, <c>\Z</c>, <c>{,n}</c> and brackets in a class.</summary>
    /// <exception cref="ArgumentException">Python does not know the expression, or knows it otherwise.</exception>
    public static string ToNet(string expression)
    {
        var translation = new PythonExpression(expression);
        while (translation._at < expression.Length)
            translation.Next();
        return translation._net.ToString();
    }

    private void Next()
    {
        var afterAnchor = _afterAnchor;
        _afterAnchor = false;
        switch (Rest[0])
        {
            case '\\' when Rest.Length > 1:
                Escape();
                break;
            case '[':
                Class();
                break;
            case '(':
                Open();
                break;
            case ')':
                _behind.TryPop(out _);
                Copy(1);
                break;
            case '^' or '$':
                _afterAnchor = true;
                Copy(1);
                break;
            case '*' or '+' or '?':
                Repeat(afterAnchor, isFixed: false);
                Copy(1);
                break;
            case '{' when RepetitionBounds.At(Rest) is { } bounds:
                Repeat(afterAnchor, bounds.IsFixed);
                if (Rest[1] == ',')
                    _net.Append("{0").Append(_python, _at + 1, bounds.Length - 1);
                else
                    _net.Append(_python, _at, bounds.Length);
                _at += bounds.Length;
                break;
            default:
                Copy(1);
                break;
        }
    }

    private void Copy(int length)
    {
        _net.Append(_python, _at, length);
        _at += length;
    }

    private void Replace(int length, string by)
    {
        _net.Append(by);
        _at += length;
    }

    private void Escape()
    {
        var escaped = Rest[1];
        if (char.IsAsciiLetter(escaped) && !LetterEscapes.Contains(escaped, StringComparison.Ordinal))
            throw Unknown($@"\{escaped}");
        _afterAnchor = escaped is 'A' or 'b' or 'B' or 'Z';
        if (escaped == 'Z')
            Replace(2, @"\z");
        else
            Copy(2);
    }

    // An opening bracket in a class is plain in Python, and begins a subtraction in .NET.
    private void Class()
    {
        Copy(1);
        if (_at < _python.Length && Rest[0] == '^')
            Copy(1);
        for (var first = true; _at < _python.Length; first = false)
        {
            if (Rest[0] == ']' && !first)
            {
                Copy(1);
                return;
            }

            if (Rest[0] == '\\' && Rest.Length > 1)
                ClassEscape();
            else if (Rest[0] is '[' or ']')
                Replace(1, @"\" + Rest[0]);
            else
                Copy(1);
        }
    }

    private void ClassEscape()
    {
        if (char.IsAsciiLetter(Rest[1]) && !ClassEscapes.Contains(Rest[1], StringComparison.Ordinal))
            throw Unknown($@"\{Rest[1]} in a class");
        Copy(2);
    }

    private void Open()
    {
        if (!Rest.StartsWith("(?"))
            Capture(1);
        else if (Rest.StartsWith("(?P<") && Rest.IndexOf('>') is > 4 and var end)
            Named(Rest[4..end].ToString(), end + 1);
        else if (Rest.StartsWith("(?P=") && Rest.IndexOf(')') is > 4 and var close)
            Replace(close + 1, $@"\k<{Number(Rest[4..close].ToString())}>");
        else if (Rest.StartsWith("(?#") && Rest.IndexOf(')') is > 0 and var comment)
            _at += comment + 1;
        else if (Rest.StartsWith("(?("))
            Condition();
        else if (Rest.StartsWith("(?<=") || Rest.StartsWith("(?<!"))
            Group(4, isBehind: true);
        else if (Rest.Length > 2 && Rest[2] is ':' or '=' or '!' or '>')
            Group(3);
        else
            Flagged();
    }

    private void Group(int length, bool isBehind = false)
    {
        _behind.Push(isBehind || IsBehind);
        Copy(length);
    }

    private void Capture(int length)
    {
        _groups++;
        _behind.Push(IsBehind);
        Replace(length, "(");
    }

    private void Named(string name, int length)
    {
        if (!(char.IsLetter(name[0]) || name[0] == '_') || !name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            throw new ArgumentException($"'{name}' is no name of a group.");
        Capture(length);
        if (!_names.TryAdd(name, _groups))
            throw new ArgumentException($"Two groups have the name '{name}'.");
    }

    private void Condition()
    {
        var end = Rest.IndexOf(')');
        var given = end < 0 ? "" : Rest[3..end].ToString();
        var number = given.Length > 0 && given.All(char.IsAsciiDigit) ? given : Number(given);
        _behind.Push(IsBehind);
        Replace(end + 1, $"(?({number})");
    }

    private string Number(string name) => _names.TryGetValue(name, out var number)
        ? number.ToString(CultureInfo.InvariantCulture)
        : throw new ArgumentException($"No group before it has the name '{name}'.");

    // (?i) for the whole expression, or (?i-s:…) for a group.
    private void Flagged()
    {
        var end = 2;
        while (end < Rest.Length && (Flags.Contains(Rest[end], StringComparison.Ordinal) || Rest[end] == '-'))
            end++;
        var flags = Rest[2..end].ToString();
        var closing = flags.Length > 0 && end < Rest.Length ? Rest[end] : ' ';
        if (closing is not (':' or ')'))
            throw Unknown(Rest[..Math.Min(Rest.Length, 4)].ToString());
        if (closing == ':')
            Group(end + 1);
        else if (_at > 0 || flags.Contains('-', StringComparison.Ordinal))
            throw new ArgumentException($"Python takes (?{flags}) only at the beginning, and only to add flags.");
        else
            Copy(end + 1);
    }

    private void Repeat(bool afterAnchor, bool isFixed)
    {
        if (afterAnchor)
            throw new ArgumentException("There is nothing to repeat before a repetition.");
        if (!isFixed && IsBehind)
            throw new ArgumentException("Python's look-behind requires a text of one length.");
    }

    private static ArgumentException Unknown(string what) => new($"Python does not know {what}.");
}
