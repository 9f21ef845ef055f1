using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>BERT's words in a normalised text, one after the other: what white space parts, and each punctuation character alone.</summary>
internal ref struct BertWords(ReadOnlySpan<char> text)
{
    private enum Kind { Word, Punctuation, Space }

    private readonly ReadOnlySpan<char> _text = text;
    private int _index;

    /// <summary>The word's UTF-16 units.</summary>
    public (int From, int To) Current { get; private set; }

    public readonly BertWords GetEnumerator() => this;

    public bool MoveNext()
    {
        var from = _index;
        var kind = Kind.Space;
        for (; _index < _text.Length; _index += LengthAt(_index))
        {
            var next = KindAt(_index);
            if (kind == Kind.Space)
                (from, kind) = (_index, next);
            else if (kind == Kind.Punctuation || next != Kind.Word)
                break;
        }

        Current = (from, _index);
        return kind != Kind.Space;
    }

    private readonly Kind KindAt(int at)
    {
        var character = Characters.At(_text, at, out _);
        return Characters.IsPunctuation(character) ? Kind.Punctuation
            : Characters.IsWhiteSpace(character) ? Kind.Space
            : Kind.Word;
    }

    private readonly int LengthAt(int at) =>
        char.IsHighSurrogate(_text[at]) && at + 1 < _text.Length && char.IsLowSurrogate(_text[at + 1]) ? 2 : 1;
}
