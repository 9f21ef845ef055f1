namespace Emotune.Model.Tokenization;

/// <summary>BERT's tokenizer: words are what white space and punctuation part; WordPiece within a word.</summary>
internal sealed class WordPieceTextTokenizer : TextTokenizer
{
    private readonly WordCache words;

    public WordPieceTextTokenizer(TokenizerSpec spec, WordPieceSpec model) : base(spec) =>
        words = new WordCache(new WordPieceModel(spec.Vocabulary, model.UnknownPiece, model.ContinuingPrefix, model.MaximumCharacters).Split);

    private protected override void SplitWords(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        var chars = text.Chars[..to];
        var begin = from;
        for (int index = from, length; index < to; index += length)
        {
            var character = Characters.At(chars, index, out length);
            var punctuation = Characters.IsPunctuation(character);
            if (!punctuation && !Characters.IsWhiteSpace(character))
                continue;
            AddWord(text, begin, index, buffer);
            begin = index + length;
            if (punctuation)
                AddWord(text, index, begin, buffer);
        }

        AddWord(text, begin, to, buffer);
    }

    private void AddWord(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        if (from < to)
            AddPieces(words[text.Chars[from..to]], text, from, buffer);
    }
}
