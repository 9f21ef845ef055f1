using System.Text;
using Emotune.Tokenization.Readers;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>Byte-pair encoding (Sennrich et al. 2016) over the bytes of one word's UTF-8.</summary>
internal sealed class ByteLevelModel
{
    private readonly int[] _ofBytes;
    private readonly BytePairMerger _merger;

    /// <param name="vocabulary">Has all of <see cref="ByteAlphabet"/>, and every merge's pieces.</param>
    /// <param name="merges">Pairs of pieces, the first to be merged first.</param>
    public ByteLevelModel(Vocabulary vocabulary, IReadOnlyList<(string Left, string Right)> merges)
    {
        _ofBytes = [.. ByteAlphabet.Characters.Select(character => Id(character.ToString()))];
        _merger = new BytePairMerger([.. merges.Select(merge => (Id(merge.Left), Id(merge.Right), Id(merge.Left + merge.Right)))]);

        int Id(string piece) => vocabulary.Find(piece)!.Value;
    }

    public WordPieces Split(string word)
    {
        var (bytes, owners) = Bytes(word);
        var pieces = _merger.Merge([.. bytes.Select(value => _ofBytes[value])]);
        var (ids, first, last) = (new int[pieces.Count], new int[pieces.Count], new int[pieces.Count]);
        for (int index = 0, done = 0; index < ids.Length; index++)
        {
            ids[index] = pieces[index].Id;
            first[index] = owners[done].First;
            done += pieces[index].Bytes;
            last[index] = owners[done - 1].Last;
        }

        return new WordPieces(ids, first, last);
    }

    /// <summary>The word's UTF-8, and for each byte the UTF-16 units of the character that it belongs to.</summary>
    private static (List<byte> Bytes, List<(int First, int Last)> Owners) Bytes(string word)
    {
        var (bytes, owners) = (new List<byte>(word.Length), new List<(int, int)>(word.Length));
        Span<byte> encoded = stackalloc byte[4];
        for (int index = 0, length; index < word.Length; index += length)
        {
            var count = new Rune(Characters.At(word, index, out length)).EncodeToUtf8(encoded);
            bytes.AddRange(encoded[..count]);
            for (var done = 0; done < count; done++)
                owners.Add((index, index + length - 1));
        }

        return (bytes, owners);
    }
}
