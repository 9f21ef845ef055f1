using Emotune.Diagnostics;
using Emotune.Tokenization.Readers;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>
/// A tokenizer with the ids and offsets of Hugging Face's `tokenizers`, for BERT's WordPiece, RoBERTa's byte-level BPE and
/// SentencePiece's Unigram. It may be used from several threads at once.
/// </summary>
internal abstract class TextTokenizer
{
    [ThreadStatic] private static TokenBuffer? ThreadBuffer;

    private readonly TokenizerSpec _spec;
    private readonly AddedTokenFinder _inText, _inNormalized;
    private readonly HashSet<int> _specialIds;
    private readonly (byte Leading, byte Trailing)[] _spaces;

    private protected TextTokenizer(TokenizerSpec spec)
    {
        _spec = spec;
        var looked = spec.AddedTokens.Where(token => !spec.SplitsSpecialTokens || !token.Special).ToList();
        _inText = new AddedTokenFinder(looked.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        _inNormalized = new AddedTokenFinder(looked.Where(token => token.Normalized)
            .Select(token => (spec.Normalizer?.Normalize(token.Content) ?? token.Content, token)));
        _specialIds = [.. spec.AddedTokens.Where(token => token.Special).Select(token => token.Id), .. spec.Prefix, .. spec.Suffix];
        _spaces = [.. spec.Vocabulary.Pieces.Select(OffsetTrimmer.SpacesOf)];
    }

    public int PadId => _spec.Special.Pad;

    public int StartId => _spec.Special.Start;

    public int EndId => _spec.Special.End;

    public int MaskId => _spec.Special.Mask;

    public int UnknownId => _spec.Special.Unknown;

    public int VocabularySize => _spec.Vocabulary.Count;

    /// <summary>One line for the log where the folder's files are not of one mind; null where they agree.</summary>
    public string? Notice => _spec.Notice;

    /// <summary>The tokenizer's files in the folder that it was read from.</summary>
    public IReadOnlyList<string> Files => _spec.Files;

    private int SpecialCount => _spec.Prefix.Count + _spec.Suffix.Count;

    /// <summary>
    /// Reads the tokenizer of a folder: <c>tokenizer.json</c>, else <c>vocab.txt</c>, else <c>vocab.json</c> with <c>merges.txt</c>, else
    /// a SentencePiece model. What counts beside them is decided as in Transformers 5, by the tokenizer's class.
    /// </summary>
    /// <exception cref="DiagnosticException">EXP35xx, EXP405x: there is none, or it is not one that Emotune reads.</exception>
    public static TextTokenizer Load(string folder)
    {
        var spec = TokenizerFolder.Read(folder);
        return spec.Pieces switch
        {
            WordPieceSpec pieces => new WordPieceTextTokenizer(spec, pieces),
            ByteLevelSpec pieces => new ByteLevelTextTokenizer(spec, pieces),
            UnigramSpec pieces => new UnigramTextTokenizer(spec, pieces),
            _ => throw new InvalidOperationException($"{spec.Pieces.GetType().Name} has no tokenizer."),
        };
    }

    /// <summary>The files of a folder that belong to a tokenizer, whole paths in a fixed order.</summary>
    public static IReadOnlyList<string> FilesIn(string folder) => TokenizerFolder.FilesIn(folder);

    /// <summary>
    /// Writes the tokenizer of one folder into another, with a <c>tokenizer_config.json</c> that always names its class, so that it gives
    /// the same ids there, in Transformers too.
    /// </summary>
    public static void Copy(string from, string to) => TokenizerCopy.Of(from).Write(to);

    /// <summary>Whether a folder has a tokenizer.</summary>
    public static bool IsIn(string folder) => TokenizerFolder.IsIn(folder);

    /// <summary>The first rule by which the other tokenizer may give a text other ids; null where both give the same.</summary>
    public TokenizerDifference? FirstDifference(TextTokenizer other) => TokenizerDifference.First(_spec, other._spec);

    /// <summary>Ids and offsets of a text. Truncation to <paramref name="maxLength"/> keeps the special tokens.</summary>
    public Encoding Encode(string text, int maxLength = int.MaxValue)
    {
        var tokens = Tokenize(text, maxLength);
        var (ids, offsets) = (new int[tokens.Length + SpecialCount], new (int, int)[tokens.Length + SpecialCount]);
        FillIds(tokens, ids);
        for (var index = 0; index < tokens.Length; index++)
        {
            offsets[_spec.Prefix.Count + index] = _spec.Trimming is { } trimming
                ? OffsetTrimmer.Trim(text, tokens[index], index == 0, trimming.AddPrefixSpace)
                : (tokens[index].Start, tokens[index].End);
        }

        return new Encoding(ids, offsets);
    }

    /// <summary>The ids alone.</summary>
    public int[] EncodeIds(string text, int maxLength = int.MaxValue)
    {
        var tokens = Tokenize(text, maxLength);
        var ids = new int[tokens.Length + SpecialCount];
        FillIds(tokens, ids);
        return ids;
    }

    /// <summary>The ids of many texts, in their order; on all cores.</summary>
    public int[][] EncodeAll(IReadOnlyList<string> texts, int maxLength = int.MaxValue)
    {
        CheckLength(maxLength);
        var ids = new int[texts.Count][];
        Parallel.For(0, texts.Count, index => ids[index] = EncodeIds(texts[index], maxLength));
        return ids;
    }

    /// <summary>The piece of an id; empty where none has it.</summary>
    public string Piece(int id) => id < _spec.Vocabulary.Count ? _spec.Vocabulary[id] : "";

    public bool IsSpecial(int id) => _specialIds.Contains(id);

    /// <summary>
    /// Splits [<paramref name="from"/>, <paramref name="to"/>) of a normalised text, not empty, into words and adds their pieces.
    /// </summary>
    private protected abstract void SplitWords(NormalizedText text, int from, int to, TokenBuffer buffer);

    private protected void AddPieces(WordPieces pieces, NormalizedText text, int from, TokenBuffer buffer)
    {
        for (var index = 0; index < pieces.Ids.Length; index++)
        {
            var id = pieces.Ids[index];
            buffer.Tokens.Add(new TokenBuffer.Token(id, text.Start(from + pieces.First[index]), text.End(from + pieces.Last[index]),
                _spaces[id].Leading, _spaces[id].Trailing));
        }
    }

    private ReadOnlySpan<TokenBuffer.Token> Tokenize(string text, int maxLength)
    {
        CheckLength(maxLength);
        var buffer = ThreadBuffer ??= new TokenBuffer();
        buffer.Tokens.Clear();
        buffer.Parts.Clear();
        _inText.Split(text, buffer.Parts);
        foreach (var part in buffer.Parts)
        {
            if (part.Token is { } token)
                AddAdded(token, text.AsSpan(part.From, part.To - part.From), part.From, part.To, buffer);
            else
                SplitPart(text, part.From, part.To, buffer);
        }

        var tokens = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(buffer.Tokens);
        var kept = Math.Min(tokens.Length, maxLength - SpecialCount);
        return _spec.TruncateLeft ? tokens[^kept..] : tokens[..kept];
    }

    private void SplitPart(string text, int from, int to, TokenBuffer buffer)
    {
        var normalized = buffer.Text;
        normalized.Clear(from);
        if (_spec.Normalizer is { } normalizer)
            normalizer.Normalize(text, from, to, normalized);
        else
            normalized.AddOriginal(text, from, to);

        buffer.NormalizedParts.Clear();
        _inNormalized.Split(normalized.Chars, buffer.NormalizedParts);
        foreach (var part in buffer.NormalizedParts)
        {
            if (part.Token is { } token)
                AddAdded(token, normalized.Chars[part.From..part.To], normalized.Start(part.From), normalized.End(part.To - 1), buffer);
            else
                SplitWords(normalized, part.From, part.To, buffer);
        }
    }

    private static void AddAdded(AddedToken token, ReadOnlySpan<char> matched, int start, int end, TokenBuffer buffer) =>
        buffer.Tokens.Add(new TokenBuffer.Token(token.Id, start, end,
            AddedTokenFinder.LeadingWhiteSpace(matched), AddedTokenFinder.TrailingWhiteSpace(matched)));

    private void FillIds(ReadOnlySpan<TokenBuffer.Token> tokens, int[] ids)
    {
        var at = 0;
        foreach (var id in _spec.Prefix)
            ids[at++] = id;
        foreach (var token in tokens)
            ids[at++] = token.Id;
        foreach (var id in _spec.Suffix)
            ids[at++] = id;
    }

    private void CheckLength(int maxLength)
    {
        if (maxLength < SpecialCount)
            throw new DiagnosticException(Problems.LengthWithoutRoom.Given(maxLength, SpecialCount));
    }
}
