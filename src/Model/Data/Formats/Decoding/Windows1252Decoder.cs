using System.Buffers;
using System.Text;
using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Turns Windows-1252, the encoding of Western Windows programs, into UTF-8. ISO 8859-1 and ASCII are within it.</summary>
internal sealed class Windows1252Decoder : IByteDecoder
{
    private const byte FirstBeyondAscii = 0x80, FirstOfLatin1 = 0xA0;
    private const char None = '\0';

    // The characters of the bytes 80 to 9F; five of them have none (https://encoding.spec.whatwg.org/index-windows-1252.txt).
    private const string Special = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    /// <summary>Whether the encoding has a character for the byte.</summary>
    public static bool Has(byte b) => Character(b) != None || b == 0;

    public Decoded Decode(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> utf8)
    {
        var length = 0;
        while (length < bytes.Length)
        {
            var rest = bytes[length..];
            var ascii = rest.IndexOfAnyInRange(FirstBeyondAscii, byte.MaxValue);
            utf8.Write(ascii < 0 ? rest : rest[..ascii]);
            length += ascii < 0 ? rest.Length : ascii;
            if (ascii < 0)
                break;
            if (!Has(rest[ascii]))
                return new Decoded(length, IsWrong: true);
            utf8.Advance(new Rune(Character(rest[ascii])).EncodeToUtf8(utf8.GetSpan(sizeof(int))));
            length++;
        }

        return new Decoded(length, IsWrong: false);
    }

    public TextFaultException Fault(ReadOnlySpan<byte> bytes, Func<Predicate<byte>, bool> rest) =>
        new(Problems.NotWindows1252, bytes[0].ToString("X2", null));

    private static char Character(byte b) => b is >= FirstBeyondAscii and < FirstOfLatin1 ? Special[b - FirstBeyondAscii] : (char)b;
}
