using Emotune.Model.Tokenization.Readers;
using Microsoft.ML.Tokenizers;

namespace Emotune.Model.Tokenization;

/// <summary>Greedy longest-first WordPiece (Wu et al. 2016) over one normalised word, by Microsoft.ML.Tokenizers.</summary>
internal sealed class WordPieceModel
{
    /// <summary>The library keeps a word on the stack; a limit beyond this could end the process.</summary>
    public const int LargestMaximum = 4096;

    private readonly WordPieceTokenizer tokenizer;
    private readonly int unknownId;
    private readonly int maximumCharacters;

    public WordPieceModel(Vocabulary vocabulary, string unknownPiece, string continuingPrefix, int maximumCharacters)
    {
        this.maximumCharacters = maximumCharacters;
        unknownId = vocabulary.Find(unknownPiece)!.Value;
        var options = new WordPieceOptions
        {
            UnknownToken = unknownPiece,
            ContinuingSubwordPrefix = continuingPrefix,
            // The library counts UTF-16 units, the reference characters: the limit itself is kept below.
            MaxInputCharsPerWord = 2 * maximumCharacters,
        };
        tokenizer = WordPieceTokenizer.Create(AsLines(vocabulary), options);
    }

    public WordPieces Split(string word)
    {
        var characters = word.Length;
        foreach (var unit in word)
            if (char.IsLowSurrogate(unit))
                characters--;
        if (characters > maximumCharacters)
            return new WordPieces([unknownId], [0], [word.Length - 1]);

        var tokens = tokenizer.EncodeToTokens(word, out _, considerPreTokenization: false, considerNormalization: false);
        if (tokens is [{ Id: var only }] && only == unknownId)
            return new WordPieces([unknownId], [0], [word.Length - 1]);
        return new WordPieces(
            [.. tokens.Select(token => token.Id)],
            [.. tokens.Select(token => token.Offset.Start.Value)],
            [.. tokens.Select(token => token.Offset.End.Value - 1)]);
    }

    /// <summary>The library reads a vocabulary as lines. A piece with a line end in it matches no word; a line that no word matches either keeps its id.</summary>
    private static MemoryStream AsLines(Vocabulary vocabulary)
    {
        var stream = new MemoryStream();
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        for (var id = 0; id < vocabulary.Count; id++)
            writer.WriteLine(vocabulary[id].AsSpan().ContainsAny('\r', '\n') ? $" {id}" : vocabulary[id]);
        writer.Flush();
        stream.Position = 0;
        return stream;
    }
}
