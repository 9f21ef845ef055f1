namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Makes values of a page's bytes.</summary>
internal interface IValueDecoder<T>
{
    /// <summary>So many values; null where columns of this type are not written so, or Emotune does not read them.</summary>
    /// <exception cref="InvalidDataException">The page does not hold them.</exception>
    T[]? Decode(PageEncoding encoding, ReadOnlySpan<byte> page, int count);

    /// <summary>Told of each value that is taken from a dictionary.</summary>
    void Repeat(T value);
}
