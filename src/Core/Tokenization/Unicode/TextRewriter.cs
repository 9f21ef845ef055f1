namespace Emotune.Tokenization.Unicode;

/// <summary>
/// Rewrites a text with the alignments of the reference: each new character says how it stands to the old ones, and the next old one not
/// yet used gives its place.
/// </summary>
internal ref struct TextRewriter(NormalizedText source, NormalizedText target)
{
    private int _at;

    /// <summary>Appends a character.</summary>
    /// <param name="change">0 where it stands for the next old character, −n where it stands for that one and n more, and greater than 0
    /// where it is new: it then shares the place of the one before it.</param>
    public void Add(int character, int change)
    {
        var (start, end) = change > 0 ? source.PlaceBefore(_at) : (source.Start(_at), source.End(_at));
        target.Add(character, start, end);
        Skip(1 - change);
    }

    /// <summary>Leaves old characters out.</summary>
    public void Skip(int count)
    {
        for (; count > 0 && _at < source.Length; count--)
        {
            _ = Characters.At(source.Chars, _at, out var length);
            _at += length;
        }
    }
}
