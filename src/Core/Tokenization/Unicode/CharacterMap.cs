using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Unicode;
using Emotune.Diagnostics;

namespace Emotune.Tokenization.Unicode;

/// <summary>SentencePiece's precompiled character map: what becomes of which characters, most often NFKC with spaces unified.</summary>
internal sealed class CharacterMap : IEquatable<CharacterMap>
{
    private const int LargestReplacement = 1024;

    private readonly byte[] _bytes, _replacements;
    private readonly CharacterTrie _trie;

    private CharacterMap(byte[] bytes, byte[] replacements, CharacterTrie trie)
    {
        (_bytes, _replacements, _trie) = (bytes, replacements, trie);
        Digest = Convert.ToHexStringLower(SHA256.HashData(bytes))[..12];
    }

    /// <summary>What tells this map from others, for messages.</summary>
    public string Digest { get; }

    /// <summary>Reads a map: the trie's length in bytes, the trie, and the replacements, each ended by U+0000.</summary>
    /// <param name="file">Where it comes from, for messages.</param>
    /// <exception cref="DiagnosticException">EXP4052: it is not a map.</exception>
    public static CharacterMap Read(byte[] bytes, string file)
    {
        try
        {
            if (bytes.Length < sizeof(uint))
                throw new InvalidDataException("It has no length");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            if (length > bytes.Length - sizeof(uint))
                throw new InvalidDataException("Its trie is longer than the map");
            var trie = CharacterTrie.Read(bytes.AsSpan(sizeof(uint), (int)length));
            var replacements = bytes[(sizeof(uint) + (int)(length / sizeof(uint) * sizeof(uint)))..];
            CheckReplacements(replacements, trie.Values);
            return new CharacterMap(bytes, replacements, trie);
        }
        catch (InvalidDataException exception)
        {
            throw new DiagnosticException(Problems.CharacterMapMalformed.In(file, exception.Message));
        }
    }

    /// <summary>What <paramref name="text"/> becomes, in UTF-8; false where it stays.</summary>
    public bool TryReplace(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        if (_trie.Find(text) is not { } at)
        {
            replacement = default;
            return false;
        }

        replacement = ReplacementAt(_replacements, at);
        return true;
    }

    public bool Equals(CharacterMap? other) => other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => Equals(obj as CharacterMap);

    public override int GetHashCode() => Digest.GetHashCode(StringComparison.Ordinal);

    private static void CheckReplacements(byte[] replacements, IReadOnlySet<int> places)
    {
        if (!Utf8.IsValid(replacements))
            throw new InvalidDataException("Its replacements are not UTF-8");
        foreach (var at in places)
        {
            if (at > replacements.Length)
                throw new InvalidDataException("A replacement lies beyond its end");
            if (at < replacements.Length && (replacements[at] & 0xC0) == 0x80)
                throw new InvalidDataException("A replacement begins within a character");
            if (replacements.AsSpan(at) is { Length: > LargestReplacement } rest && rest[..LargestReplacement].IndexOf((byte)0) < 0)
                throw new InvalidDataException($"A replacement is longer than {LargestReplacement} bytes");
        }
    }

    private static ReadOnlySpan<byte> ReplacementAt(byte[] replacements, int at)
    {
        var rest = replacements.AsSpan(at);
        var length = rest.IndexOf((byte)0);
        return length < 0 ? rest : rest[..length];
    }
}
