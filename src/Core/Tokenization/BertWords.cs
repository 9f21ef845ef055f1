using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>
/// The words of a normalised text, one after the other: what white space parts, and each punctuation character alone. BERT splits at
/// both; what a tokenizer does not split at belongs to its words.
/// </summary>
internal ref struct BertWords(ReadOnlySpan<char> text, bool atSpaces = true, bool atPunctuation = true)
{
    private enum Kind { Word, Punctuation, Space }

    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _atSpaces = atSpaces, _atPunctuation = atPunctuation;
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
        return _atPunctuation && Characters.IsPunctuation(character) ? Kind.Punctuation
            : _atSpaces && Characters.IsWhiteSpace(character) ? Kind.Space
            : Kind.Word;
    }

    private readonly int LengthAt(int at) =>
        char.IsHighSurrogate(_text[at]) && at + 1 < _text.Length && char.IsLowSurrogate(_text[at + 1]) ? 2 : 1;
}
