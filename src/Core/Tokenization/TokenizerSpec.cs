using Emotune.Tokenization.Readers;
using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>How words fall into pieces.</summary>
internal abstract record PieceSpec;

/// <param name="MaximumCharacters">A longer word is unknown as a whole.</param>
internal sealed record WordPieceSpec(string UnknownPiece, string ContinuingPrefix, int MaximumCharacters) : PieceSpec;

internal sealed record ByteLevelSpec(IReadOnlyList<(string Left, string Right)> Merges, bool AddPrefixSpace) : PieceSpec;

/// <param name="Scores">The pieces' log probabilities, by id.</param>
/// <param name="UnknownId">The piece for what no other stands for.</param>
/// <param name="SplitsAtSpaces">Whether white space parts words before signs are put for spaces, and is lost.</param>
/// <param name="SplitsAtPunctuation">Whether each punctuation character is a word.</param>
internal sealed record UnigramSpec(
    IReadOnlyList<double> Scores, int UnknownId, SpaceSign Spaces, bool SplitsAtSpaces, bool SplitsAtPunctuation) : PieceSpec;

/// <summary>Whether offsets leave out the spaces that pieces begin and end with.</summary>
internal sealed record OffsetTrimming(bool AddPrefixSpace);

/// <summary>The ids of the tokens that a model gives a meaning to.</summary>
internal sealed record SpecialIds(int Pad, int Start, int End, int Mask, int Unknown);

/// <summary>A tokenizer as its files describe it, checked.</summary>
internal sealed record TokenizerSpec
{
    /// <summary>The class of Transformers that the tokenizer was read as.</summary>
    public required TokenizerClass Class { get; init; }

    /// <summary>The pieces that words fall into.</summary>
    public required Vocabulary Model { get; init; }

    /// <summary>The same with the added tokens.</summary>
    public required Vocabulary Vocabulary { get; init; }

    public required PieceSpec Pieces { get; init; }

    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    /// <summary>Whether a special token in a text is ordinary text.</summary>
    public bool SplitsSpecialTokens { get; init; }

    public TextNormalizer? Normalizer { get; init; }

    public OffsetTrimming? Trimming { get; init; }

    /// <summary>Special tokens before a text.</summary>
    public required IReadOnlyList<int> Prefix { get; init; }

    /// <summary>Special tokens after a text.</summary>
    public required IReadOnlyList<int> Suffix { get; init; }

    public required SpecialIds Special { get; init; }

    /// <summary>Whether a text that is too long loses its beginning.</summary>
    public bool TruncateLeft { get; init; }

    /// <summary>Where the files are not of one mind, which of them is followed; null where they agree.</summary>
    public string? Notice { get; init; }

    public required IReadOnlyList<string> Files { get; init; }
}
