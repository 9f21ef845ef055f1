using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>BERT's tokenizer: words are what white space and punctuation part; WordPiece within a word.</summary>
internal sealed class WordPieceTextTokenizer : TextTokenizer
{
    private readonly WordCache _words;

    public WordPieceTextTokenizer(TokenizerSpec spec, WordPieceSpec model) : base(spec) =>
        _words = new WordCache(
            new WordPieceModel(spec.Model, model.UnknownPiece, model.ContinuingPrefix, model.MaximumCharacters).Split);

    private protected override void SplitWords(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        var chars = text.Chars[from..to];
        foreach (var (begin, end) in new BertWords(chars))
            AddPieces(_words[chars[begin..end]], text, from + begin, buffer);
    }
}
