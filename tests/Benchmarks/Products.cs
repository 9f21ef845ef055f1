using System.Diagnostics;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Benchmarks;

/// <summary>
/// The machine's own matrix products as libtorch computes them by default, 1024×768 by 768×3072 on two threads, in GFLOP/s: the best
/// of 40, or of as many as a second holds. Where libtorch emulates bfloat16 one product would take seconds, so that a part of it
/// stands for the whole.
/// </summary>
internal sealed record Products(double Float32, double BFloat16)
{
    private const int MostRepeats = 40;
    private const int Rows = 1024, FewRows = 32;
    private static readonly TimeSpan LongestTiming = TimeSpan.FromSeconds(1);
    // Of the few rows. The slowest products that a processor makes by itself take a tenth of this.
    private static readonly TimeSpan LongestTrial = TimeSpan.FromMilliseconds(50);

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
        var (a, b) = (rand(Rows, 768).to(type), rand(768, 3072).to(type));
        _ = mm(a[..FewRows], b);                                            // the first one prepares the library
        var trial = Best(a[..FewRows], b, 1);
        return trial > LongestTrial.TotalSeconds
            ? Operations(FewRows) / trial / 1e9
            : Operations(Rows) / Best(a, b, MostRepeats) / 1e9;
    }

    private static double Operations(int rows) => 2.0 * rows * 768 * 3072;

    private static double Best(Tensor a, Tensor b, int repeats)
    {
        var best = double.MaxValue;
        var begun = Stopwatch.StartNew();
        for (var i = 0; i == 0 || (i < repeats && begun.Elapsed < LongestTiming); i++)
        {
            using var inner = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            _ = mm(a, b);
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return best;
    }
}
