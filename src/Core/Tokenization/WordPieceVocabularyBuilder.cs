using Emotune.Diagnostics;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>
/// Learns a lower-case WordPiece vocabulary from texts: the special tokens, the commonest characters, then pieces made by merging the
/// pair of
/// neighbouring pieces that occurs most (Sennrich et al. 2016), as Hugging Face's trainer does. The same texts give the same vocabulary.
/// </summary>
internal static class WordPieceVocabularyBuilder
{
    /// <summary>The special tokens, with the ids 0 to 4.</summary>
    public static IReadOnlyList<string> SpecialTokens { get; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    internal const string ContinuingPrefix = "##";
    internal const int MaximumCharacters = 100;

    internal static BertNormalizer Normalizer { get; } = new(
        CleanText: true, HandleChineseChars: true, StripAccents: true, Lowercase: true);

    /// <param name="size">How many pieces to learn at most, special tokens included; less where the texts have no more pairs that occur
    /// twice.</param>
    /// <param name="maximumCharacters">How many different characters to keep at most; the rest is unknown.</param>
    /// <returns>The pieces in the order of their ids.</returns>
    /// <exception cref="DiagnosticException">EXP3517: the size has no room for the characters; EXP3518: the texts have no
    /// words.</exception>
    public static IReadOnlyList<string> Train(IEnumerable<string> texts, int size, int maximumCharacters = 256)
    {
        var words = Count(texts);
        if (words.Count == 0)
            throw new DiagnosticException(Problems.VocabularyTextEmpty.Given());
        var pieces = new List<string>(SpecialTokens);
        var alphabet = Alphabet(words, maximumCharacters);
        pieces.AddRange(alphabet);
        if (pieces.Count > size)
            throw new DiagnosticException(Problems.VocabularySizeTooSmall.Given(size, pieces.Count));

        var merger = new PairMerger(
            words.OrderBy(word => word.Key, StringComparer.Ordinal).Select(word => (Split(word.Key), word.Value)), alphabet);
        var known = pieces.ToHashSet(StringComparer.Ordinal);
        while (pieces.Count < size && merger.MergeCommonest() is { } piece)
        {
            if (known.Add(piece))
                pieces.Add(piece);
        }

        return pieces;
    }

    /// <summary>The words of the texts as the tokenizer will see them, and how often each occurs.</summary>
    private static Dictionary<string, long> Count(IEnumerable<string> texts)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var normalized = new NormalizedText();
        foreach (var text in texts)
        {
            normalized.Clear();
            Normalizer.Normalize(text, 0, text.Length, normalized);
            foreach (var (from, to) in new BertWords(normalized.Chars))
            {
                var word = normalized.Chars[from..to].ToString();
                counts[word] = counts.GetValueOrDefault(word) + 1;
            }
        }

        return counts;
    }

    /// <summary>
    /// The commonest characters, each as it begins a word and, where it can, as it goes on with one: a word of known characters is never
    /// unknown.
    /// </summary>
    private static List<string> Alphabet(Dictionary<string, long> words, int maximumCharacters)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (word, count) in words)
        {
            foreach (var character in CharactersOf(word))
                counts[character] = counts.GetValueOrDefault(character) + count;
        }

        var kept = counts.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Take(maximumCharacters).Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
        return [
            .. kept,
            .. kept.Where(character => !StandsAlone(Characters.At(character, 0, out _)))
                .Select(character => ContinuingPrefix + character)];
    }

    private static bool StandsAlone(int character) => Characters.IsPunctuation(character) || Characters.IsChinese(character);

    private static string[] Split(string word) =>
        [.. CharactersOf(word).Select((character, index) => index == 0 ? character : ContinuingPrefix + character)];

    private static IEnumerable<string> CharactersOf(string word) => word.EnumerateRunes().Select(rune => rune.ToString());
}
