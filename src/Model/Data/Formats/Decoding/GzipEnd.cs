using System.Buffers.Binary;
using System.IO.Compression;
using Emotune.Files;

namespace Emotune.Model.Data.Formats.Decoding;

/// <summary>
/// Tells a gzip file that ends from one that was cut off. Its last four bytes say how long the text of its last member is.
/// </summary>
internal static class GzipEnd
{
    // A header, an empty block, and the trailer.
    private const int ShortestLength = 20;

    private const int ChunkLength = 1 << 16, MostMembersTried = 64;

    // RFC 1952 knows one method of compression.
    private static ReadOnlySpan<byte> MemberStart => [0x1F, 0x8B, 8];

    /// <param name="textLength">Of all members together.</param>
    public static bool IsWhole(FileSource file, long textLength)
    {
        Span<byte> last = stackalloc byte[sizeof(uint)];
        if (file.Length < ShortestLength || file.ReadAt(file.Length - last.Length, last) < last.Length)
            return false;
        var said = BinaryPrimitives.ReadUInt32LittleEndian(last);
        // Several members may have been joined; the length is then that of the last alone.
        return said == (uint)textLength || LaterMembers(file).Any(start => LengthFrom(file, start) is { } length && said == (uint)length);
    }

    /// <summary>Where further members may begin, from the last on.</summary>
    private static IEnumerable<long> LaterMembers(FileSource file)
    {
        var starts = new Queue<long>();
        var chunk = new byte[ChunkLength];
        for (long at = 1; file.ReadAt(at, chunk) is var count && count >= MemberStart.Length; at += count - MemberStart.Length + 1)
        {
            var found = -1;
            while (chunk.AsSpan(found + 1, count - found - 1).IndexOf(MemberStart) is >= 0 and var next)
            {
                found += next + 1;
                starts.Enqueue(at + found);
                if (starts.Count > MostMembersTried)
                    starts.Dequeue();
            }
        }

        return starts.Reverse();
    }

    private static long? LengthFrom(FileSource file, long start)
    {
        try
        {
            using var stream = new GZipStream(new SourceStream(file, start), CompressionMode.Decompress);
            var chunk = new byte[ChunkLength];
            var length = 0L;
            while (stream.Read(chunk) is > 0 and var count)
                length += count;
            return length;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
