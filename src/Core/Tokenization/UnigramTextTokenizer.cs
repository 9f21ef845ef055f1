using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>
/// SentencePiece's tokenizer as Hugging Face has it: a sign stands for each space and begins a word; Unigram within a word.
/// </summary>
internal sealed class UnigramTextTokenizer : TextTokenizer
{
    private readonly WordCache _words;
    private readonly UnigramSpec _model;

    public UnigramTextTokenizer(TokenizerSpec spec, UnigramSpec model) : base(spec)
    {
        _words = new WordCache(new UnigramModel(spec.Model, model.Scores, model.UnknownId).Split);
        _model = model;
    }

    private protected override void SplitWords(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        foreach (var (begin, end) in new BertWords(text.Chars[from..to], _model.SplitsAtSpaces, _model.SplitsAtPunctuation))
            SplitSegment(text, from + begin, from + end, buffer);
    }

    private void SplitSegment(NormalizedText text, int from, int to, TokenBuffer buffer)
    {
        var signed = buffer.Prefixed;
        if (text.Chars[from] is not (' ' or SpaceSign.Character) && Prepends(text.Start(from)))
        {
            signed.CopyWithPrefix(SpaceSign.Character, text, from, to);
        }
        else
        {
            signed.Clear();
            signed.Append(text, from, to);
        }

        signed.Replace(' ', SpaceSign.Character);
        for (int begin = 0, end; begin < signed.Length; begin = end)
        {
            end = _model.Spaces.Splits ? WordEnd(signed.Chars, begin) : signed.Length;
            AddPieces(_words[signed.Chars[begin..end]], signed, begin, buffer);
        }
    }

    private bool Prepends(int start) => _model.Spaces.Prepend switch
    {
        PrependScheme.Always => true,
        PrependScheme.First => start == 0,
        _ => false,
    };

    private static int WordEnd(ReadOnlySpan<char> text, int begin)
    {
        var next = text[(begin + 1)..].IndexOf(SpaceSign.Character);
        return next < 0 ? text.Length : begin + 1 + next;
    }
}
