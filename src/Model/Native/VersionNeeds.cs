using System.Buffers.Binary;
using System.Text;

namespace Emotune.Model.Native;

/// <summary>
/// The symbol versions that an ELF file asks of other libraries (<c>.gnu.version_r</c>, section type
/// <c>SHT_GNU_verneed</c>; Linux Standard Base, "Symbol Versioning"). 64-bit little-endian files only.
/// </summary>
internal static class VersionNeeds
{
    private const uint SectionTypeVersionNeeds = 0x6ffffffe;
    private const ushort FlagWeak = 2;

    /// <summary>
    /// Marks the need for <paramref name="version"/> as weak in <paramref name="elf"/>, in place.
    /// </summary>
    /// <returns>True where a byte changed; false where the need is absent or weak already.</returns>
    public static bool Weaken(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || !elf[..4].SequenceEqual("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1)
            return false;
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
        int entrySize = U16(elf, 0x3a), count = U16(elf, 0x3c);
        for (var i = 0; i < count; i++)
        {
            var header = table + i * entrySize;
            if (U32(elf, header + 4) == SectionTypeVersionNeeds)
                return Weaken(elf, version, SectionOffset(elf, header), StringTable(elf, table, entrySize, header));
        }
        return false;
    }

    // Elf64_Verneed: version, count, file, aux, next. Elf64_Vernaux: hash, flags, other, name, next.
    private static bool Weaken(Span<byte> elf, string version, int need, int strings)
    {
        while (true)
        {
            var aux = need + (int)U32(elf, need + 8);
            for (var left = U16(elf, need + 2); left > 0; left--)
            {
                if (NameIs(elf, strings + (int)U32(elf, aux + 8), version) && (U16(elf, aux + 4) & FlagWeak) == 0)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(elf[(aux + 4)..], (ushort)(U16(elf, aux + 4) | FlagWeak));
                    return true;
                }
                aux += (int)U32(elf, aux + 12);
            }
            var next = (int)U32(elf, need + 12);
            if (next == 0)
                return false;
            need += next;
        }
    }

    private static int SectionOffset(ReadOnlySpan<byte> elf, int header) =>
        (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[(header + 0x18)..]);

    private static int StringTable(ReadOnlySpan<byte> elf, int table, int entrySize, int header) =>
        SectionOffset(elf, table + (int)U32(elf, header + 0x28) * entrySize);

    private static bool NameIs(ReadOnlySpan<byte> elf, int at, string version) =>
        elf.Slice(at, version.Length + 1).SequenceEqual(Encoding.ASCII.GetBytes(version + '\0'));

    private static ushort U16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static uint U32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);
}
