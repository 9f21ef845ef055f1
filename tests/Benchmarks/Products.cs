using System.Diagnostics;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Benchmarks;

/// <summary>
/// The machine's own matrix products as libtorch computes them by default, 1024×768 by 768×3072 on two threads, in GFLOP/s: the best
/// of 40, or of as many as a second holds. Where libtorch emulates bfloat16, one product takes five.
/// </summary>
internal sealed record Products(double Float32, double BFloat16)
{
    private const int MostRepeats = 40;
    private const double Operations = 2.0 * 1024 * 768 * 3072;
    private static readonly TimeSpan LongestTiming = TimeSpan.FromSeconds(1);

    public static Products Measure()
    {
        Float32Products.UseDefault();
        set_num_threads(BenchmarkSettings.Threads);
        return new(GigaflopsOf(ScalarType.Float32), GigaflopsOf(ScalarType.BFloat16));
    }

    public static Products Mean(Products a, Products b) => new((a.Float32 + b.Float32) / 2, (a.BFloat16 + b.BFloat16) / 2);

    /// <summary>True where one of them differs by more than a tenth of the larger: the machine was not quiet.</summary>
    public bool DiffersFrom(Products other) => Apart(Float32, other.Float32) || Apart(BFloat16, other.BFloat16);

    private static bool Apart(double a, double b) => Math.Abs(a - b) > 0.1 * Math.Max(a, b);

    private static double GigaflopsOf(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var inference = inference_mode();
        var (a, b) = (rand(1024, 768).to(type), rand(768, 3072).to(type));
        var best = double.MaxValue;
        var begun = Stopwatch.StartNew();
        for (var i = 0; i == 0 || (i < MostRepeats && begun.Elapsed < LongestTiming); i++)
        {
            using var inner = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            _ = mm(a, b);
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return Operations / best / 1e9;
    }
}
