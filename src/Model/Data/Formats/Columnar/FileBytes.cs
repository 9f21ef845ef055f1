using Microsoft.Win32.SafeHandles;

namespace Emotune.Model.Data.Formats.Columnar;

/// <summary>Reads stretches of a file.</summary>
internal static class FileBytes
{
    /// <exception cref="InvalidDataException">The file has become shorter.</exception>
    public static byte[] Read(SafeFileHandle file, long offset, int length)
    {
        var bytes = new byte[length];
        for (var filled = 0; filled < length;)
        {
            var read = RandomAccess.Read(file, bytes.AsSpan(filled), offset + filled);
            if (read == 0)
                throw new InvalidDataException("it ends earlier than it did before.");
            filled += read;
        }

        return bytes;
    }
}
