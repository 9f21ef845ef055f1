using Emotune.Tokenization.Unicode;

namespace Emotune.Tokenization;

/// <summary>The pieces of one text as they are found, without the special tokens about them; reused from text to text.</summary>
internal sealed class TokenBuffer
{
    /// <param name="LeadingSpaces">How many spaces the piece itself begins with; for trimming offsets.</param>
    public readonly record struct Token(int Id, int Start, int End, int LeadingSpaces, int TrailingSpaces);

    public List<Token> Tokens { get; } = [];

    public List<TextPart> Parts { get; } = [];

    public List<TextPart> NormalizedParts { get; } = [];

    public NormalizedText Text { get; } = new();

    public NormalizedText Prefixed { get; } = new();
}
