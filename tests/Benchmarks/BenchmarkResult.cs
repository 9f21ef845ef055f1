namespace Emotune.Benchmarks;

/// <summary>In which of the process's own products a case is counted.</summary>
internal enum Unit
{
    /// <summary>Samples a second by GFLOP/s: A by the single-precision product, B by bfloat16's.</summary>
    SamplesByProduct,

    /// <summary>Seconds times the single-precision product's GFLOP/s.</summary>
    SecondsTimesProduct,

    /// <summary>Seconds alone.</summary>
    Seconds,
}

/// <summary>A case with the products of its own process, before it and after it.</summary>
/// <param name="Attempts">How often it ran until the products before and after agreed.</param>
/// <param name="Noisy">True where they never did.</param>
internal sealed record BenchmarkResult(
    string Case, Unit Unit, Measurement Measured, Products Before, Products After, long PeakBytes, int Attempts, bool Noisy)
{
    public Products Products => Products.Mean(Before, After);

    public double SamplesPerSecond => Measured.Samples / Measured.Seconds;

    public double? A => Unit == Unit.SamplesByProduct ? SamplesPerSecond / Products.Float32 : null;

    public double? B => Unit == Unit.SamplesByProduct ? SamplesPerSecond / Products.BFloat16 : null;

    /// <summary>Samples a second over what the products alone would allow: 1 is the limit.</summary>
    public double? C => SamplesPerSecond / Measured.Limit;

    public double? SecondsTimesGigaflops => Unit == Unit.SecondsTimesProduct ? Measured.Seconds * Products.Float32 : null;
}

/// <summary>All that was measured in one go.</summary>
internal sealed record BenchmarkReport(
    Machine Machine, DateTimeOffset Finished, BenchmarkSettings Settings, IReadOnlyList<BenchmarkResult> Results);
