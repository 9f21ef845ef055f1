using Emotune.Model.Tokenization.Unicode;

namespace Emotune.Model.Tokenization;

/// <summary>BERT's words in a normalised text, one after the other: what white space parts, and each punctuation character alone.</summary>
internal ref struct BertWords(ReadOnlySpan<char> text)
{
    private enum Kind { Word, Punctuation, Space }

    private readonly ReadOnlySpan<char> text = text;
    private int index;

    /// <summary>The word's UTF-16 units.</summary>
    public (int From, int To) Current { get; private set; }

    public readonly BertWords GetEnumerator() => this;

    public bool MoveNext()
    {
        var from = index;
        var kind = Kind.Space;
        for (; index < text.Length; index += LengthAt(index))
        {
            var next = KindAt(index);
            if (kind == Kind.Space)
                (from, kind) = (index, next);
            else if (kind == Kind.Punctuation || next != Kind.Word)
                break;
        }

        Current = (from, index);
        return kind != Kind.Space;
    }

    private readonly Kind KindAt(int at)
    {
        var character = Characters.At(text, at, out _);
        return Characters.IsPunctuation(character) ? Kind.Punctuation
            : Characters.IsWhiteSpace(character) ? Kind.Space
            : Kind.Word;
    }

    private readonly int LengthAt(int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
}
