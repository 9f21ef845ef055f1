namespace Emotune.Benchmarks;

/// <summary>The widest instructions that a case's process may use.</summary>
internal enum InstructionSet
{
    /// <summary>All that the processor has.</summary>
    Best,

    /// <summary>AVX-512 without bfloat16, as the first processors that had it.</summary>
    Avx512,

    /// <summary>What every x64 processor of the last ten years has.</summary>
    Avx2,
}

/// <summary>How an instruction set is taken away from a process: each library reads a switch of its own when it is loaded.</summary>
internal static class InstructionSets
{
    private static readonly (string Name, string Avx512, string Avx2)[] Libraries =
    [
        ("ONEDNN_MAX_CPU_ISA", "AVX512_CORE", "AVX2"),
        ("MKL_ENABLE_INSTRUCTIONS", "AVX512", "AVX2"),
        ("ATEN_CPU_CAPABILITY", "avx512", "avx2"),
    ];

    /// <summary>The runtime's: .NET 10 no longer reads <c>DOTNET_EnableAVX512F</c>.</summary>
    private const string Runtime = "DOTNET_EnableAVX512";

    /// <exception cref="ArgumentException">The word names none.</exception>
    public static InstructionSet Named(string word) =>
        Enum.GetValues<InstructionSet>().Where(s => Word(s) == word).Select(s => (InstructionSet?)s).FirstOrDefault()
        ?? throw new ArgumentException(
            $"'{word}' is no instruction set. Valid: {string.Join(", ", Enum.GetValues<InstructionSet>().Select(Word))}.");

    public static string Word(InstructionSet set) => set switch
    {
        InstructionSet.Avx2 => "avx2",
        InstructionSet.Avx512 => "avx512",
        _ => "best",
    };

    /// <summary>The variables of a process that is held to a set.</summary>
    public static IEnumerable<(string Name, string Value)> Switches(InstructionSet set) => set switch
    {
        InstructionSet.Best => [],
        InstructionSet.Avx512 => Libraries.Select(l => (l.Name, l.Avx512)),
        _ => Libraries.Select(l => (l.Name, l.Avx2)).Append((Runtime, "0")),
    };
}
