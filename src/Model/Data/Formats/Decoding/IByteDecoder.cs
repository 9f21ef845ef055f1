using System.Buffers;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Turns the bytes of one encoding into UTF-8.</summary>
internal interface IByteDecoder
{
    /// <summary>Decodes as much as there is of whole characters, at most to the first wrong byte.</summary>
    /// <param name="isLast">Whether nothing comes behind these bytes.</param>
    /// <param name="utf8">Takes what was decoded.</param>
    Decoded Decode(ReadOnlySpan<byte> bytes, bool isLast, IBufferWriter<byte> utf8);

    /// <summary>What is wrong with the byte that begins the rest of a file.</summary>
    /// <param name="rest">Whether a test holds for each byte from there to the end of the file.</param>
    TextFaultException Fault(ReadOnlySpan<byte> bytes, Func<Predicate<byte>, bool> rest);
}

/// <param name="Length">The number of bytes that were decoded.</param>
/// <param name="IsWrong">Whether the next byte is wrong; otherwise only a character may be incomplete.</param>
internal readonly record struct Decoded(int Length, bool IsWrong);
