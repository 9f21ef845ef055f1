using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Passes UTF-8 on as far as it is valid.</summary>
internal sealed class Utf8Decoder : IByteDecoder
{
    private const int LongestCharacter = 4;

    public Decoded Decode(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> utf8)
    {
        var whole = bytes[..^LengthOfIncompleteCharacter(bytes)];
        var valid = Utf8.IsValid(whole) ? whole.Length : LengthOfValid(whole);
        utf8.Write(bytes[..valid]);
        return new Decoded(valid, valid < whole.Length || (isLast && valid < bytes.Length));
    }

    public TextFaultException Fault(ReadOnlySpan<byte> bytes, Func<Predicate<byte>, bool> rest) => new(
        Problems.NotUtf8, bytes[0].ToString("X2", null),
        rest(Windows1252Decoder.Has)
            ? "All its bytes fit Windows-1252: if the file comes from Windows or Excel, set 'data.encoding: windows-1252'"
            : "Its bytes do not fit Windows-1252 either");

    /// <summary>The last bytes that may begin a character which the next bytes end.</summary>
    private static int LengthOfIncompleteCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length < LongestCharacter && length <= bytes.Length; length++)
        {
            var b = bytes[^length];
            if (b < 0x80)
                return 0;
            if (b >= 0xC0)
                return length < (b < 0xE0 ? 2 : b < 0xF0 ? 3 : LongestCharacter) ? length : 0;
        }

        return 0;
    }

    private static int LengthOfValid(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (Rune.DecodeFromUtf8(bytes[length..], out _, out var consumed) == OperationStatus.Done)
            length += consumed;
        return length;
    }
}
