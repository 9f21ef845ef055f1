using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Emotune.Tokenization.Unicode.Steps;

/// <summary>
/// Replaces characters by a precompiled map, in the reference's way: what a reader takes for one character (an extended grapheme cluster)
/// is looked up as a whole where it has fewer than six bytes, and character by character where that gives nothing. As there, an entry
/// that it only begins with is enough, and the rest is then lost.
/// </summary>
internal sealed record CharacterMapStep(CharacterMap Map) : NormalizationStep
{
    private const int LargestCluster = 5;

    public override string Description => $"Precompiled ({Map.Digest})";

    public override bool Rewrite(NormalizedText source, NormalizedText target)
    {
        var rewriter = new TextRewriter(source, target);
        var chars = source.Chars;
        var modified = false;
        for (int index = 0, length; index < chars.Length; index += length)
        {
            length = ClusterAt(chars, index);
            modified |= ReplaceCluster(chars.Slice(index, length), ref rewriter);
        }

        return modified;
    }

    // Most text is ASCII, of which only a line end of two characters is one cluster.
    private static int ClusterAt(ReadOnlySpan<char> chars, int index) =>
        char.IsAscii(chars[index]) && chars[index] != '\r' && (index + 1 == chars.Length || char.IsAscii(chars[index + 1]))
            ? 1
            : StringInfo.GetNextTextElementLength(chars[index..]);

    private bool ReplaceCluster(ReadOnlySpan<char> cluster, ref TextRewriter rewriter)
    {
        if (TryReplace(cluster, ref rewriter))
            return true;
        var modified = false;
        for (int index = 0, length; index < cluster.Length; index += length)
        {
            var character = Characters.At(cluster, index, out length);
            if (length < cluster.Length && TryReplace(cluster.Slice(index, length), ref rewriter))
                modified = true;
            else
                rewriter.Add(character, 0);
        }

        return modified;
    }

    // The first new character stands for all old ones, and the others share the place of the last of these.
    private bool TryReplace(ReadOnlySpan<char> text, ref TextRewriter rewriter)
    {
        Span<byte> bytes = stackalloc byte[LargestCluster];
        if (Utf8.FromUtf16(text, bytes, out _, out var count) != OperationStatus.Done
            || !Map.TryReplace(bytes[..count], out var replacement))
        {
            return false;
        }

        var replaced = CountCharacters(text);
        if (replacement.IsEmpty)
            rewriter.Skip(replaced);
        for (var change = 1 - replaced; !replacement.IsEmpty; change = 1)
        {
            _ = Rune.DecodeFromUtf8(replacement, out var character, out var length);
            rewriter.Add(character.Value, change);
            replacement = replacement[length..];
        }

        return true;
    }

    private static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unit in text)
        {
            if (!char.IsLowSurrogate(unit))
                count++;
        }

        return count;
    }
}
