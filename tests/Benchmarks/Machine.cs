using System.Globalization;

namespace Emotune.Benchmarks;

/// <summary>What the figures were measured on.</summary>
/// <param name="BFloat16">Whether the processor multiplies bfloat16 by itself, by AVX-512 or by AMX.</param>
internal sealed record Machine(string Processor, int Family, int Cores, bool BFloat16)
{
    public static Machine Read()
    {
        var lines = File.ReadLines("/proc/cpuinfo").TakeWhile(l => l.Length > 0).ToList();
        string Field(string name) => lines.FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "";
        _ = int.TryParse(Field("cpu family"), CultureInfo.InvariantCulture, out var family);
        return new(
            Field("model name"), family, Environment.ProcessorCount, Field("flags").Split(' ').Any(f => f is "avx512_bf16" or "amx_bf16"));
    }
}
