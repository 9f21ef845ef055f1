using System.Text;
using Emotune.Model.Tokenization.Readers;
using Emotune.Model.Tokenization.Unicode;
using Microsoft.ML.Tokenizers;

namespace Emotune.Model.Tokenization;

/// <summary>Byte-pair encoding (Sennrich et al. 2016) over the bytes of one word's UTF-8, by Microsoft.ML.Tokenizers.</summary>
internal sealed class ByteLevelModel
{
    private readonly BpeTokenizer _tokenizer;
    private readonly Vocabulary _vocabulary;

    /// <param name="vocabulary">Has all of <see cref="ByteAlphabet"/>.</param>
    /// <param name="merges">Pairs of pieces, the first to be merged first.</param>
    public ByteLevelModel(Vocabulary vocabulary, IReadOnlyList<(string Left, string Right)> merges)
    {
        _vocabulary = vocabulary;
        var entries = vocabulary.Pieces.Select((piece, id) => KeyValuePair.Create(piece, id));
        _tokenizer = BpeTokenizer.Create(new BpeOptions(entries)
        {
            Merges = merges.Select(merge => $"{merge.Left} {merge.Right}"),
            ByteLevel = true,
        });
    }

    public WordPieces Split(string word)
    {
        var tokens = _tokenizer.EncodeToTokens(word, out _, considerPreTokenization: false, considerNormalization: false);
        var owners = ByteOwners(word);
        var (ids, first, last) = (new int[tokens.Count], new int[tokens.Count], new int[tokens.Count]);
        // The library's offsets do not say where a character lies that falls into several pieces; a piece's length is its number of bytes.
        for (int index = 0, done = 0; index < ids.Length; index++)
        {
            ids[index] = tokens[index].Id;
            first[index] = owners[done].First;
            done += _vocabulary[ids[index]].Length;
            last[index] = owners[done - 1].Last;
        }

        return new WordPieces(ids, first, last);
    }

    /// <summary>For each byte of the word's UTF-8 the UTF-16 units of the character that it belongs to.</summary>
    private static List<(int First, int Last)> ByteOwners(string word)
    {
        var owners = new List<(int, int)>(word.Length);
        for (int index = 0, length; index < word.Length; index += length)
        {
            var bytes = new Rune(Characters.At(word, index, out length)).Utf8SequenceLength;
            for (var count = 0; count < bytes; count++)
                owners.Add((index, index + length - 1));
        }

        return owners;
    }
}
