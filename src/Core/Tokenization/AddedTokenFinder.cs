using System.Buffers;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>Cuts a text at the added tokens in it: the leftmost first, of several at one place the longest.</summary>
internal sealed class AddedTokenFinder
{
    private readonly ILookup<char, (string Content, AddedToken Token)> _byFirst;
    private readonly SearchValues<char> _firsts;

    /// <param name="tokens">What to look for and the token that it stands for; empty contents are never found.</param>
    public AddedTokenFinder(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        _byFirst = tokens.Where(token => token.Content.Length > 0)
            .OrderByDescending(token => token.Content.Length)
            .ToLookup(token => token.Content[0]);
        _firsts = SearchValues.Create(_byFirst.Select(group => group.Key).ToArray());
    }

    /// <summary>Appends the parts of <paramref name="text"/>, in order; empty ones are left out.</summary>
    public void Split(ReadOnlySpan<char> text, List<TextPart> parts)
    {
        var done = 0;
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(_firsts);
            if (next < 0)
                break;
            at += next;
            if (LongestAt(text[at..]) is not { Token: { } token, Content: var content })
            {
                at++;
                continue;
            }

            var (start, stop) = (at, at + content.Length);
            at = stop;
            if (token.SingleWord && TouchesWord(text, start, stop))
                continue;
            if (token.LeftStrip)
                start = Math.Max(done, start - TrailingWhiteSpace(text[..start]));
            if (token.RightStrip)
                stop += LeadingWhiteSpace(text[stop..]);
            if (done < start)
                parts.Add(new TextPart(done, start, null));
            parts.Add(new TextPart(start, stop, token));
            done = stop;
            // A match may begin in white space that the one before has taken; the text goes on behind both.
            at = Math.Max(at, done);
        }

        if (done < text.Length)
            parts.Add(new TextPart(done, text.Length, null));
    }

    /// <summary>How many characters of white space <paramref name="text"/> begins with; all white space is one UTF-16 unit.</summary>
    public static int LeadingWhiteSpace(ReadOnlySpan<char> text) => text.Length - text.TrimStart().Length;

    public static int TrailingWhiteSpace(ReadOnlySpan<char> text) => text.Length - text.TrimEnd().Length;

    private (string Content, AddedToken Token)? LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var candidate in _byFirst[text[0]])
        {
            if (text.StartsWith(candidate.Content, StringComparison.Ordinal))
                return candidate;
        }

        return null;
    }

    private static bool TouchesWord(ReadOnlySpan<char> text, int start, int stop) =>
        (start > 0 && Characters.IsWord(Characters.Before(text, start, out _)))
        || (stop < text.Length && Characters.IsWord(Characters.At(text, stop, out _)));
}
