using Emotune.Tokenization.Readers;
using Microsoft.ML.Tokenizers;

namespace Emotune.Tokenization;

/// <summary>Greedy longest-first WordPiece (Wu et al. 2016) over one normalised word, by Microsoft.ML.Tokenizers.</summary>
internal sealed class WordPieceModel
{
    /// <summary>The library keeps a word on the stack; a limit beyond this could end the process.</summary>
    public const int LargestMaximum = 4096;

    private readonly WordPieceTokenizer _tokenizer;
    private readonly int _unknownId;
    private readonly int _maximumCharacters;

    public WordPieceModel(Vocabulary vocabulary, string unknownPiece, string continuingPrefix, int maximumCharacters)
    {
        _maximumCharacters = maximumCharacters;
        _unknownId = vocabulary.Find(unknownPiece)!.Value;
        var options = new WordPieceOptions
        {
            UnknownToken = unknownPiece,
            ContinuingSubwordPrefix = continuingPrefix,
            // The library counts UTF-16 units, the reference characters: the limit itself is kept below.
            MaxInputCharsPerWord = 2 * maximumCharacters,
        };
        _tokenizer = WordPieceTokenizer.Create(AsLines(vocabulary), options);
    }

    public WordPieces Split(string word)
    {
        var characters = word.Length;
        foreach (var unit in word)
        {
            if (char.IsLowSurrogate(unit))
                characters--;
        }

        if (characters > _maximumCharacters)
            return new WordPieces([_unknownId], [0], [word.Length - 1]);

        var tokens = _tokenizer.EncodeToTokens(word, out _, considerPreTokenization: false, considerNormalization: false);
        if (tokens is [{ Id: var only }] && only == _unknownId)
            return new WordPieces([_unknownId], [0], [word.Length - 1]);
        return new WordPieces(
            [.. tokens.Select(token => token.Id)],
            [.. tokens.Select(token => token.Offset.Start.Value)],
            [.. tokens.Select(token => token.Offset.End.Value - 1)]);
    }

    /// <summary>
    /// The library reads a vocabulary as lines. An empty piece, and one with a line end in it, match no word; a line that no word matches
    /// either keeps their ids.
    /// </summary>
    private static MemoryStream AsLines(Vocabulary vocabulary)
    {
        var stream = new MemoryStream();
        // The library passes a byte-order mark over, which may be the first piece's own: it gets one to pass over.
        using var writer = new StreamWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true) { NewLine = "\n" };
        for (var id = 0; id < vocabulary.Count; id++)
            writer.WriteLine(vocabulary[id].Length == 0 || vocabulary[id].AsSpan().ContainsAny('\r', '\n') ? Nobodys(id) : vocabulary[id]);
        writer.Flush();
        stream.Position = 0;
        return stream;

        string Nobodys(int id)
        {
            var line = $" {id}";
            while (vocabulary.Contains(line))
                line = " " + line;
            return line;
        }
    }
}
