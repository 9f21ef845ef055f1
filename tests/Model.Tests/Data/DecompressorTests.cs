using System.IO.Compression;
using Emotune.Model.Data.Formats.Columnar;

namespace Emotune.Model.Tests.Data;

public sealed class DecompressorTests
{
    [Theory]
    [InlineData(1 << 10)]
    [InlineData(1 << 20)]
    [InlineData(1 << 24)]
    public void A_page_of_one_value_is_as_short_as_Brotli_makes_it(int length)
    {
        var zeros = new byte[length];
        var page = new byte[1024];
        Assert.True(BrotliEncoder.TryCompress(zeros, page, out var written));

        Assert.Equal(zeros, Decompressor.Decompress(Compression.Brotli, page.AsSpan(0, written), length));
    }
}
