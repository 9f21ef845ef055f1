namespace Emotune.Pipeline.Execution;

/// <summary>The machine's kind of processor.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="InstructionSet">The widest instructions that products of matrices use, in words.</param>
internal sealed record ProcessorDescription(string Name, string InstructionSet)
{
    public static ProcessorDescription Read() => Of(File.ReadLines("/proc/cpuinfo"));

    /// <param name="lines">The lines of <c>/proc/cpuinfo</c>.</param>
    public static ProcessorDescription Of(IEnumerable<string> lines)
    {
        var fields = lines.TakeWhile(line => line.Length > 0).Select(line => line.Split(':', 2)).Where(field => field.Length == 2)
            .ToLookup(field => field[0].Trim(), field => field[1].Trim());
        var flags = fields["flags"].FirstOrDefault("").Split(' ').ToHashSet(StringComparer.Ordinal);
        return new ProcessorDescription(fields["model name"].FirstOrDefault("unknown"), InstructionSetOf(flags));
    }

    private static string InstructionSetOf(HashSet<string> flags) =>
        flags.Contains("amx_bf16") ? "AMX bfloat16"
        : flags.Contains("avx512_bf16") ? "AVX-512 bfloat16"
        : flags.Contains("avx512f") ? "AVX-512"
        : flags.Contains("avx2") ? "AVX2"
        : "no AVX2";
}
