namespace Emotune.Tokenization.Unicode;

/// <summary>
/// GPT-2's byte alphabet (Radford et al. 2019): a printable character for each byte, so that a vocabulary of bytes is text.
/// </summary>
internal static class ByteAlphabet
{
    /// <summary>
    /// The character that stands for each of the 256 bytes: the byte's own where it prints, else the next from U+0100 on.
    /// </summary>
    public static IReadOnlyList<char> Characters { get; } = Build();

    /// <summary>What stands for a space: Ġ.</summary>
    public static char Space => Characters[' '];

    private static char[] Build()
    {
        var characters = new char[256];
        var next = 0x100;
        for (var value = 0; value < characters.Length; value++)
            characters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : (char)next++;
        return characters;
    }
}
