using Emotune.Files;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>Opens the text of a data file: compressed with gzip or not, in any of the encodings.</summary>
internal static class DataText
{
    /// <summary>What ends the name of a compressed file.</summary>
    public const string GzipExtension = ".gz";

    /// <summary>The file's text as valid UTF-8 without its mark.</summary>
    /// <param name="encoding">That of a text without a mark; null where nobody said one.</param>
    /// <exception cref="IOException">There is no such file, or it is not a regular one.</exception>
    public static ByteWindow Open(string path, TextEncoding? encoding)
    {
        var file = FileSource.Open(path);
        try
        {
            // A file that only its name calls compressed is damaged, so that gzip's own check says so.
            var isCompressed = file.BeginsWith(GzipSource.Magic)
                || path.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase);
            return ByteWindow.Over(new DecodedSource(isCompressed ? new GzipSource(file) : file, encoding));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
