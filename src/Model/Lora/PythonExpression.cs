using System.Text;

namespace Emotune.Model.Lora;

/// <summary>Python's regular expressions, in which PEFT's files choose modules, as .NET's.</summary>
internal static class PythonExpression
{
    /// <summary>Rewrites what the two languages spell differently: named groups, <c>\Z</c>, <c>{,n}</c> and brackets in a class.</summary>
    /// <exception cref="ArgumentException">The expression has numbered references beside named groups, which .NET numbers
    /// otherwise.</exception>
    public static string ToNet(string expression)
    {
        var net = new StringBuilder();
        var (named, numbered) = (false, false);
        for (var i = 0; i < expression.Length; i++)
        {
            var rest = expression.AsSpan(i);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                numbered |= rest[1] is >= '1' and <= '9';
                net.Append('\\').Append(rest[1] == 'Z' ? 'z' : rest[1]);
                i++;
            }
            else if (rest[0] == '[')
            {
                i += AppendClass(rest, net) - 1;
            }
            else if (rest.StartsWith("(?P<"))
            {
                named = true;
                net.Append("(?<");
                i += 3;
            }
            else if (rest.StartsWith("(?P=") && rest.IndexOf(')') is > 4 and var end)
            {
                net.Append("\\k<").Append(rest[4..end]).Append('>');
                i += end;
            }
            else if (IsUpTo(rest))
            {
                net.Append("{0");
            }
            else
            {
                net.Append(rest[0]);
            }
        }

        return named && numbered
            ? throw new ArgumentException("Named groups beside numbered references are not supported.", nameof(expression))
            : net.ToString();
    }

    /// <summary>Copies a class of characters; an opening bracket in it is plain in Python, and begins a subtraction in .NET.</summary>
    /// <returns>Its length.</returns>
    private static int AppendClass(ReadOnlySpan<char> rest, StringBuilder net)
    {
        net.Append('[');
        var i = 1;
        if (i < rest.Length && rest[i] == '^')
            net.Append(rest[i++]);
        for (var first = true; i < rest.Length; i++, first = false)
        {
            if (rest[i] == ']' && !first)
            {
                net.Append(']');
                return i + 1;
            }

            if (rest[i] == '\\' && i + 1 < rest.Length)
                net.Append(rest[i++]);
            else if (rest[i] is '[' or ']')
                net.Append('\\');
            net.Append(rest[i]);
        }

        return rest.Length;
    }

    // {,n}: from none to n.
    private static bool IsUpTo(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("{,") || rest.IndexOf('}') is not (> 1 and var end))
            return false;
        return rest[2..end].IndexOfAnyExceptInRange('0', '9') < 0;
    }
}
