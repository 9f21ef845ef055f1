using System.Globalization;

namespace Emotune.Model.Tests.Metrics;

/// <summary>
/// How long simulations are. <c>SIMULATIONS=4000</c> is the whole study, with 1,000 resamples; with fewer repetitions shares may miss
/// their bounds by as much more as chance explains.
/// </summary>
internal static class Simulation
{
    public const int Rows = 2000;

    public static int Repetitions { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("SIMULATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 200;

    public static int Resamples { get; } = Repetitions >= 4000 ? 1000 : 200;

    /// <summary>Three standard errors of a share; none in the whole study.</summary>
    public static double Slack(double share) => Repetitions >= 4000 ? 0 : 3 * Math.Sqrt(share * (1 - share) / Repetitions);

    /// <summary>Counts of what happens in a repetition, over all of them.</summary>
    public static double[] Shares(int count, Func<int, IEnumerable<bool>> happens)
    {
        var counts = new int[count];
        Parallel.For(0, Repetitions, repetition =>
        {
            foreach (var (i, happened) in happens(repetition).Index())
            {
                if (happened)
                    Interlocked.Increment(ref counts[i]);
            }
        });
        return Array.ConvertAll(counts, c => (double)c / Repetitions);
    }
}
