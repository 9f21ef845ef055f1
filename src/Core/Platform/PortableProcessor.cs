using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace Emotune.Platform;

/// <summary>By the processor's own answers (<c>CPUID</c>) where it is an x86, and by its architecture's name where it is not.</summary>
internal static class PortableProcessor
{
    private const int FirstOfName = unchecked((int)0x80000002), LargestExtended = unchecked((int)0x80000000);
    private const int Features = 7, AmxBFloat16 = 1 << 22, Avx512BFloat16 = 1 << 5;

    public static Processor Read() => X86Base.IsSupported
        ? new(Name(), Processor.VendorOf(Vendor()), Level())
        : new(RuntimeInformation.ProcessArchitecture.ToString(), ProcessorVendor.Other, InstructionLevel.Older);

    private static string Vendor()
    {
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        return Text(b, d, c);
    }

    private static string Name()
    {
        if ((uint)X86Base.CpuId(LargestExtended, 0).Eax < unchecked((uint)FirstOfName) + 2)
            return Processor.Unknown;
        var name = string.Concat(
            Enumerable.Range(0, 3).Select(i => X86Base.CpuId(FirstOfName + i, 0)).Select(r => Text(r.Eax, r.Ebx, r.Ecx, r.Edx)));
        return name.Trim() is { Length: > 0 } known ? known : Processor.Unknown;
    }

    // .NET says what the system lets programs use of AVX; it does not know products of bfloat16.
    private static InstructionLevel Level()
    {
        if (!Avx512BW.IsSupported)
            return Avx2.IsSupported ? InstructionLevel.Avx2 : InstructionLevel.Older;
        var (subleaves, _, _, d) = X86Base.CpuId(Features, 0);
        return (d & AmxBFloat16) != 0 ? InstructionLevel.Amx
            : subleaves > 0 && (X86Base.CpuId(Features, 1).Eax & Avx512BFloat16) != 0 ? InstructionLevel.Avx512BFloat16
            : InstructionLevel.Avx512;
    }

    private static string Text(params ReadOnlySpan<int> registers) =>
        Encoding.ASCII.GetString(MemoryMarshal.AsBytes(registers)).TrimEnd('\0');
}
