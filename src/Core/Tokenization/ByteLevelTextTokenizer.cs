using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>RoBERTa's tokenizer: GPT-2's rule for words, which keep the space before them; byte-level BPE within a word.</summary>
internal sealed class ByteLevelTextTokenizer : TextTokenizer
{
    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    private readonly WordCache _words;
    private readonly bool _addPrefixSpace;

    public ByteLevelTextTokenizer(TokenizerSpec spec, ByteLevelSpec model) : base(spec)
    {
        _words = new WordCache(new ByteLevelModel(spec.Model, model.Merges).Split);
        _addPrefixSpace = model.AddPrefixSpace;
    }

    private protected override void SplitWords(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        if (_addPrefixSpace && text.Chars[from] != ' ')
        {
            buffer.Prefixed.CopyWithPrefix(' ', text, from, to);
            (text, from, to) = (buffer.Prefixed, 0, buffer.Prefixed.Length);
        }

        var chars = text.Chars[..to];
        while (from < to)
        {
            var length = NextWord(chars[from..]);
            AddPieces(_words[chars.Slice(from, length)], text, from, buffer);
            from += length;
        }
    }

    /// <summary>
    /// The length of the word that <paramref name="text"/> begins with, by
    /// <c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>, which over UTF-16 units would part surrogates.
    /// </summary>
    internal static int NextWord(ReadOnlySpan<char> text)
    {
        foreach (var contraction in Contractions)
        {
            if (text.StartsWith(contraction, StringComparison.Ordinal))
                return contraction.Length;
        }

        var start = text[0] == ' ' ? 1 : 0;
        if (start < text.Length && KindOf(Characters.At(text, start, out _)) is var kind && kind != Kind.Space)
            return RunEnd(text, start, kind);

        var end = RunEnd(text, 0, Kind.Space);
        return end == text.Length || end == 1 ? end : end - 1;
    }

    private static int RunEnd(ReadOnlySpan<char> text, int index, Kind kind)
    {
        while (index < text.Length && KindOf(Characters.At(text, index, out var length)) == kind)
            index += length;
        return index;
    }

    private static Kind KindOf(int character)
    {
        if (character < 0x80)
        {
            return char.IsAsciiLetter((char)character) ? Kind.Letter
                : char.IsAsciiDigit((char)character) ? Kind.Number
                : character is ' ' or (>= '\t' and <= '\r') ? Kind.Space
                : Kind.Other;
        }

        return Characters.IsLetter(character) ? Kind.Letter
            : Characters.IsNumber(character) ? Kind.Number
            : Characters.IsWhiteSpace(character) ? Kind.Space
            : Kind.Other;
    }

    private enum Kind { Letter, Number, Space, Other }
}
