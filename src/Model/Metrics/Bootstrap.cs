using System.Runtime.Intrinsics;

namespace Emotune.Model.Metrics;

/// <summary>Recomputes figures on resampled rows.</summary>
internal static class Bootstrap
{
    /// <returns>By statistic, figure and resample; every statistic sees the same resamples.</returns>
    public static double[][][] Run(int rows, IReadOnlyList<IResampleStatistic> statistics, BootstrapOptions options)
    {
        options.Check();
        double[][][] results = [.. statistics.Select(s => Enumerable.Range(0, s.FigureCount).Select(_ => new double[options.Resamples]).ToArray())];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount };
        var blocks = (options.Resamples + ResampleBlock.Lanes - 1) / ResampleBlock.Lanes;
        Parallel.For(0, blocks, parallel, () => new ResampleBlock(rows), (b, _, block) =>
        {
            var first = b * ResampleBlock.Lanes;
            block.Draw(options.Seed, first);
            for (var s = 0; s < statistics.Count; s++)
            {
                var figures = new Vector512<double>[statistics[s].FigureCount];
                statistics[s].Compute(block, figures);
                Store(figures, results[s], first);
            }
            return block;
        }, _ => { });
        return results;
    }

    private static void Store(Vector512<double>[] figures, double[][] results, int first)
    {
        for (var f = 0; f < figures.Length; f++)
            for (var lane = 0; lane < ResampleBlock.Lanes && first + lane < results[f].Length; lane++)
                results[f][first + lane] = figures[f][lane];
    }
}
