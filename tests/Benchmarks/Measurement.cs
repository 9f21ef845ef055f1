using System.Diagnostics;

namespace Emotune.Benchmarks;

/// <summary>What a case measured.</summary>
/// <param name="Seconds">The best of its repeats.</param>
/// <param name="Samples">What was done in that time: comments, explanations, stages.</param>
internal sealed record Measurement(double Seconds, double Samples)
{
    /// <summary>Middle of the repeats.</summary>
    public double? MedianSeconds { get; init; }

    /// <summary>Real word pieces of a sample, special ones included and padding not.</summary>
    public double? WordPiecesPerSample { get; init; }

    /// <summary>Evaluations of the model, where that is what costs.</summary>
    public int? Evaluations { get; init; }

    /// <summary>Samples a second that the products alone would allow; null where a case is not made of products.</summary>
    public double? Limit { get; init; }

    /// <summary>Of a process that the case started; null: of the case's own.</summary>
    public long? PeakBytes { get; init; }

    /// <summary>Times work after one run that is not timed.</summary>
    /// <param name="warm">True where the caller has seen to the warm-up.</param>
    public static Measurement Of(int repeats, double samples, Action work, bool warm = false)
    {
        if (!warm)
            work();
        var seconds = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            var clock = Stopwatch.StartNew();
            work();
            seconds[i] = clock.Elapsed.TotalSeconds;
        }
        Array.Sort(seconds);
        return new Measurement(seconds[0], samples) { MedianSeconds = seconds[repeats / 2] };
    }
}
