using System.Buffers.Binary;

namespace Emotune.Fuzz.Mutations;

/// <summary>Changes bytes without regard to what they mean.</summary>
internal sealed class ByteMutator : Mutator
{
    private static readonly int[] OddNumbers = [0, 1, -1, 127, 128, 255, 256, 65535, int.MaxValue, int.MinValue, 1 << 30];

    private static readonly byte[][] OddBytes =
    [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x80], [(byte)'\r'],
        [(byte)'\n'], [(byte)'\r', (byte)'\r', (byte)'\n'], [0x1B], [0x7F], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xF0, 0x9F, 0x98, 0x80],
        [0xFE, 0xFF], [0x1F, 0x8B],
    ];

    public override byte[] Apply(byte[] file, FuzzRandom random)
    {
        if (file.Length == 0)
            return random.Of(OddBytes);
        var (at, length) = (random.Below(file.Length), random.Few(1, Math.Max(1, file.Length / 4)));
        var end = Math.Min(file.Length, at + length);
        return random.Below(10) switch
        {
            0 or 1 => With(file, at, (byte)(file[at] ^ (1 << random.Below(8)))),
            2 => With(file, at, (byte)random.Below(256)),
            3 => [.. file[..at], .. random.Of(OddBytes), .. file[at..]],
            4 => [.. file[..at], .. random.Of(OddBytes), .. file[Math.Min(file.Length, at + 1)..]],
            5 => [.. file[..at], .. file[end..]],
            6 => file[..at],
            7 when file.Length + end - at <= LargestFile => [.. file[..end], .. file[at..end], .. file[end..]],
            8 when file.Length >= 8 => WithNumber(file, random),
            _ => Moved(file, at, end, random.Below(file.Length)),
        };
    }

    private static byte[] With(byte[] file, int at, byte value)
    {
        byte[] changed = [.. file];
        changed[at] = value;
        return changed;
    }

    private static byte[] WithNumber(byte[] file, FuzzRandom random)
    {
        byte[] changed = [.. file];
        // The first and the last bytes often are lengths.
        var at = random.Below(4) switch { 0 => 0, 1 => file.Length - 8, _ => random.Below(file.Length - 7) };
        if (random.Once(2))
            BinaryPrimitives.WriteInt32LittleEndian(changed.AsSpan(at), random.Of(OddNumbers));
        else
            BinaryPrimitives.WriteInt64LittleEndian(changed.AsSpan(at), random.Of(OddNumbers) * (long)random.Of(OddNumbers));
        return changed;
    }

    private static byte[] Moved(byte[] file, int from, int end, int to)
    {
        byte[] changed = [.. file];
        var length = Math.Min(end - from, file.Length - to);
        file.AsSpan(from, length).CopyTo(changed.AsSpan(to));
        return changed;
    }
}
