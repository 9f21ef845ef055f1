namespace Emotune.Files;

/// <summary>Bytes that are read once, from their beginning to their end.</summary>
internal interface IByteSource : IDisposable
{
    /// <summary>Fills the beginning of the span, as far as it likes.</summary>
    /// <returns>The number of bytes; zero at the end alone.</returns>
    /// <exception cref="IOException">The bytes cannot be read, or are not what they should be.</exception>
    int Read(Span<byte> into);
}
