namespace Emotune.Tokenization;

/// <summary>A token that is looked for in the text itself, before words are split.</summary>
/// <param name="SingleWord">Taken only where no word character is next to it.</param>
/// <param name="LeftStrip">Takes the white space before it along.</param>
/// <param name="RightStrip">Takes the white space after it along.</param>
/// <param name="Normalized">Looked for in the normalised text, by its own normalised content.</param>
internal sealed record AddedToken(
    string Content, int Id, bool Special, bool SingleWord = false, bool LeftStrip = false, bool RightStrip = false,
    bool Normalized = false);

/// <summary>A part of a text: an added token's, or (<see cref="Token"/> null) one that is still to be split.</summary>
internal readonly record struct TextPart(int From, int To, AddedToken? Token);
