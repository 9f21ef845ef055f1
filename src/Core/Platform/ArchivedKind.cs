using System.Formats.Tar;

namespace Emotune.Platform;

/// <summary>
/// The kind that an archive would note for a file of Unix. .NET tells pipes and devices from files nowhere else, and opens neither for it.
/// </summary>
internal static class ArchivedKind
{
    /// <param name="path">Not that of a link.</param>
    public static FileKind Of(string path)
    {
        using var header = new FirstHeader();
        try
        {
            using var archive = new TarWriter(header, TarEntryFormat.Ustar, leaveOpen: true);
            archive.WriteEntry(path, "entry");
        }
        catch (HeaderIsThereException)
        {
            // The content of a file is not wanted.
        }
        catch (IOException)
        {
            // An archive takes no sockets.
            return FileKind.Socket;
        }
        catch (UnauthorizedAccessException)
        {
            return FileKind.Regular;
        }

        return header.Type switch
        {
            TarEntryType.Fifo => FileKind.Pipe,
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => FileKind.Device,
            _ => FileKind.Regular,
        };
    }

    private sealed class HeaderIsThereException : Exception;

    private sealed class FirstHeader : MemoryStream
    {
        private const int TypeOffset = 156;

        private readonly byte[] _header = new byte[512];
        private int _length;

        public TarEntryType Type => _length > TypeOffset ? (TarEntryType)_header[TypeOffset] : TarEntryType.RegularFile;

        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            // Once the writer is stopped, it ends the archive.
            if (_length == _header.Length)
                return;
            var part = buffer[..Math.Min(buffer.Length, _header.Length - _length)];
            part.CopyTo(_header.AsSpan(_length));
            _length += part.Length;
            if (_length == _header.Length)
                throw new HeaderIsThereException();
        }
    }
}
