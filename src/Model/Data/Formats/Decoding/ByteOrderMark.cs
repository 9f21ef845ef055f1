using Emotune.Diagnostics;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>What the first bytes of a text say of its encoding.</summary>
internal static class ByteOrderMark
{
    /// <summary>As many bytes as the longest mark has.</summary>
    public const int LongestLength = 4;

    /// <summary>The decoder of a text, and the length of the mark before it.</summary>
    /// <param name="head">The first four bytes, or all where there are fewer.</param>
    /// <param name="encoding">That of a text without a mark; null where nobody said one.</param>
    /// <exception cref="TextFaultException">EXP3044: the text is UTF-32, or UTF-16 without a mark.</exception>
    public static (IByteDecoder Decoder, int MarkLength) Read(ReadOnlySpan<byte> head, TextEncoding? encoding) => head switch
    {
        [0xFF, 0xFE, 0, 0] or [0, 0, 0xFE, 0xFF] => throw Fault("The file is UTF-32 by its byte order mark"),
        [0xEF, 0xBB, 0xBF, ..] => (new Utf8Decoder(), 3),
        [0xFF, 0xFE, ..] => (new Utf16Decoder(isBigEndian: false), 2),
        [0xFE, 0xFF, ..] => (new Utf16Decoder(isBigEndian: true), 2),
        [not 0, 0, not 0, 0] or [0, not 0, 0, not 0] => throw Fault("The file looks like UTF-16, but it has no byte order mark"),
        _ => encoding switch
        {
            null or TextEncoding.Utf8 => (new Utf8Decoder(), 0),
            TextEncoding.Windows1252 => (new Windows1252Decoder(), 0),
            TextEncoding.Utf16 => throw Fault("The encoding is given as utf-16, but the file has no byte order mark"),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
        },
    };

    private static TextFaultException Fault(string what) => new(Problems.EncodingUnknown, what) { Place = new TextPlace(1, 1) };
}
