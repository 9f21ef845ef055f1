using System.Globalization;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>A rule by which two tokenizers give a text different ids.</summary>
/// <param name="Rule">A noun phrase, as in "do_lower_case" or "the id 7".</param>
/// <param name="Own">What it is in the one.</param>
/// <param name="Other">What it is in the other.</param>
internal sealed record TokenizerDifference(string Rule, string Own, string Other)
{
    private const string None = "nothing";

    /// <summary>
    /// The first of all rules that decide on ids. Where a long text is cut and how offsets are trimmed is none of them: it gives no piece
    /// another meaning.
    /// </summary>
    public static TokenizerDifference? First(TokenizerSpec own, TokenizerSpec other) =>
        FirstOf("id", own.Vocabulary.Pieces, other.Vocabulary.Pieces, piece => piece)
        ?? FirstOf(Rules(own), Rules(other))
        ?? FirstOf("merge", Merges(own), Merges(other), merge => $"{merge.Left} {merge.Right}")
        ?? FirstOf("score", Scores(own), Scores(other), score => score.ToString(CultureInfo.InvariantCulture))
        ?? FirstOf(AddedTokens(own), AddedTokens(other));

    private static TokenizerDifference? FirstOf<T>(string kind, IReadOnlyList<T> own, IReadOnlyList<T> other, Func<T, string> text)
    {
        var same = own.Zip(other).TakeWhile(pair => Equals(pair.First, pair.Second)).Count();
        return same == own.Count && same == other.Count
            ? null
            : new(string.Create(CultureInfo.InvariantCulture, $"the {kind} {same}"), At(own), At(other));

        string At(IReadOnlyList<T> items) => $"'{(same < items.Count ? text(items[same]) : "")}'";
    }

    private static TokenizerDifference? FirstOf(
        IReadOnlyCollection<KeyValuePair<string, string>> own, IReadOnlyCollection<KeyValuePair<string, string>> other)
    {
        var (mine, others) = (new Dictionary<string, string>(own), new Dictionary<string, string>(other));
        return own.Concat(other).Select(rule => rule.Key).Distinct(StringComparer.Ordinal)
            .Select(rule => new TokenizerDifference(rule, mine.GetValueOrDefault(rule, None), others.GetValueOrDefault(rule, None)))
            .FirstOrDefault(rule => rule.Own != rule.Other);
    }

    private static IReadOnlyList<(string Left, string Right)> Merges(TokenizerSpec spec) => (spec.Pieces as ByteLevelSpec)?.Merges ?? [];

    private static IReadOnlyList<double> Scores(TokenizerSpec spec) => (spec.Pieces as UnigramSpec)?.Scores ?? [];

    private static List<KeyValuePair<string, string>> Rules(TokenizerSpec spec) =>
    [
        .. spec.Pieces switch
        {
            WordPieceSpec pieces => WordPiece(pieces),
            ByteLevelSpec pieces => [Of("the model", "byte-level BPE"), Of("add_prefix_space", Text(pieces.AddPrefixSpace))],
            UnigramSpec pieces => Unigram(pieces),
            _ => throw new InvalidOperationException($"{spec.Pieces.GetType().Name} has no rules."),
        },
        .. spec.Normalizer is StepNormalizer steps ? Normalizer(steps)
            : Normalizer(spec.Normalizer as BertNormalizer ?? new BertNormalizer(false, false, false, false)),
        Of("the list of tokens before a text", Text(spec, spec.Prefix)), Of("the list of tokens after a text", Text(spec, spec.Suffix)),
    ];

    private static KeyValuePair<string, string>[] WordPiece(WordPieceSpec pieces) =>
    [
        Of("the model", "WordPiece"), Of("the unknown token", $"'{pieces.UnknownPiece}'"),
        Of("the prefix of a word's further pieces", $"'{pieces.ContinuingPrefix}'"),
        Of("the length of the longest word", pieces.MaximumCharacters.ToString(CultureInfo.InvariantCulture)),
    ];

    private static KeyValuePair<string, string>[] Unigram(UnigramSpec pieces) =>
    [
        Of("the model", "Unigram"), Of("the id of the unknown piece", pieces.UnknownId.ToString(CultureInfo.InvariantCulture)),
        Of("prepend_scheme", pieces.Spaces.Prepend.ToString()), Of("the split at spaces", Text(pieces.Spaces.Splits)),
        Of("the split at white space", Text(pieces.SplitsAtSpaces)), Of("split_by_punct", Text(pieces.SplitsAtPunctuation)),
    ];

    private static KeyValuePair<string, string>[] Normalizer(StepNormalizer normalizer) =>
        [Of("the normalizer", string.Join(", ", normalizer.Steps.Select(step => step.Description)))];

    private static KeyValuePair<string, string>[] Normalizer(BertNormalizer normalizer) =>
    [
        Of("do_lower_case", Text(normalizer.Lowercase)), Of("strip_accents", Text(normalizer.StripAccents)),
        Of("tokenize_chinese_chars", Text(normalizer.HandleChineseChars)), Of("clean_text", Text(normalizer.CleanText)),
    ];

    // Those that are looked for in a text. Without a normalizer, the normalised text is the text itself.
    private static List<KeyValuePair<string, string>> AddedTokens(TokenizerSpec spec) =>
    [
        .. spec.AddedTokens.Where(token => !spec.SplitsSpecialTokens || !token.Special).DistinctBy(token => token.Content)
            .Select(token => Of(
                $"the added token '{token.Content}'",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"id {token.Id} with single_word {Text(token.SingleWord)}, lstrip {Text(token.LeftStrip)}, ")
                + $"rstrip {Text(token.RightStrip)}, normalized {Text(token.Normalized && spec.Normalizer is not null)}")),
    ];

    private static KeyValuePair<string, string> Of(string rule, string value) => new(rule, value);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(TokenizerSpec spec, IReadOnlyList<int> ids) =>
        ids.Count == 0 ? None : string.Join(' ', ids.Select(id => spec.Vocabulary[id]));
}
