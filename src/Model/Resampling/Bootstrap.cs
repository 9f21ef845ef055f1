using System.Runtime.Intrinsics;

namespace Emotune.Model.Resampling;

/// <summary>Recomputes figures on resampled rows.</summary>
internal static class Bootstrap
{
    // The influences' skewness over groups is that over rows ÷ the root of a group's size, and so is that of their sum.
    private const int MostGroups = 400;

    /// <returns>By statistic, figure and resample; every statistic sees the same resamples.</returns>
    public static double[][][] Run(int rows, IReadOnlyList<IResampleStatistic> statistics, BootstrapOptions options)
    {
        options.Check();
        return Run(rows, statistics, options.Resamples, options.Threads, (block, first) => block.Draw(options.Seed, first));
    }

    /// <summary>The figures on all rows as they are.</summary>
    /// <returns>By statistic and figure.</returns>
    public static double[][] Observed(int rows, IReadOnlyList<IResampleStatistic> statistics) =>
        [.. Run(rows, statistics, count: 1, threads: 1, (block, _) => block.Keep()).Select(figures => figures.Select(f => f[0]).ToArray())];

    /// <summary>
    /// The figures without each of up to <see cref="MostGroups"/> groups of like size: how much a row weighs, and how unevenly.
    /// </summary>
    /// <returns>By statistic, figure and group.</returns>
    public static double[][][] LeaveOut(int rows, IReadOnlyList<IResampleStatistic> statistics, BootstrapOptions options)
    {
        var groups = Math.Min(rows, MostGroups);
        return Run(rows, statistics, groups, options.Threads, (block, first) => block.LeaveOut(groups, first));
    }

    private static double[][][] Run(
        int rows, IReadOnlyList<IResampleStatistic> statistics, int count, int threads, Action<ResampleBlock, int> fill)
    {
        double[][][] results = [.. statistics.Select(s => Enumerable.Range(0, s.FigureCount).Select(_ => new double[count]).ToArray())];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        var blocks = (count + ResampleBlock.Lanes - 1) / ResampleBlock.Lanes;
        Parallel.For(0, blocks, parallel, () => new ResampleBlock(rows), (b, _, block) =>
        {
            var first = b * ResampleBlock.Lanes;
            fill(block, first);
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
        {
            for (var lane = 0; lane < ResampleBlock.Lanes && first + lane < results[f].Length; lane++)
                results[f][first + lane] = figures[f][lane];
        }
    }
}
