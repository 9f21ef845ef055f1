using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Emotune.Benchmarks;

/// <summary>The machine's own matrix products, 1024×768 by 768×3072 on two threads, best of 40: what every figure stands beside.</summary>
internal sealed record Products(double Float32, double BFloat16)
{
    public static Products Measure() => new(GigaflopsOf(ScalarType.Float32), GigaflopsOf(ScalarType.BFloat16));

    private static double GigaflopsOf(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (rand(1024, 768).to(type), rand(768, 3072).to(type));
        var best = double.MaxValue;
        for (var i = 0; i < 40; i++)
        {
            using var inner = NewDisposeScope();
            var clock = Stopwatch.StartNew();
            _ = mm(a, b);
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return 2.0 * 1024 * 768 * 3072 / best / 1e9;
    }
}
