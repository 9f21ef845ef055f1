using Emotune.Model.Tokenization.Readers;
using Emotune.Model.Tokenization.Unicode;

namespace Emotune.Model.Tokenization;

/// <summary>BERT's tokenizer: words are what white space and punctuation part; WordPiece within a word.</summary>
internal sealed class WordPieceTextTokenizer : TextTokenizer
{
    private readonly WordCache words;

    public WordPieceTextTokenizer(TokenizerSpec spec, WordPieceSpec model) : base(spec) =>
        words = new WordCache(new WordPieceModel(spec.Vocabulary, model.UnknownPiece, model.ContinuingPrefix, model.MaximumCharacters).Split);

    private protected override void SplitWords(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        var chars = text.Chars[from..to];
        foreach (var (begin, end) in new BertWords(chars))
            AddPieces(words[chars[begin..end]], text, from + begin, buffer);
    }
}
