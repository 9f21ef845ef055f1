using Emotune.Model.Resampling;
using Emotune.Randomness;

namespace Emotune.Model.Comparison;

/// <summary>Second run − first on each resample, as means over their seeds.</summary>
internal sealed class SeededDifferences(ComparedRun first, ComparedRun second, BootstrapOptions options)
{
    /// <summary>Whether both runs have the same several seeds: each resample then draws seeds as well as comments.</summary>
    public bool DrawSeeds { get; } = first.Seeds.Count > 1
        && first.Seeds.Select(s => s.Seed).SequenceEqual(second.Seeds.Select(s => s.Seed));

    /// <param name="ofFirst">The first run's figure, for the seed of a position, on a resample.</param>
    /// <param name="ofSecond">The second run's, likewise.</param>
    /// <returns>By resample.</returns>
    public double[] Of(Func<int, int, double> ofFirst, Func<int, int, double> ofSecond)
    {
        var differences = new double[options.Resamples];
        for (var resample = 0; resample < differences.Length; resample++)
        {
            differences[resample] = DrawSeeds
                ? OverDrawnSeeds(ofFirst, ofSecond, resample)
                : Over(second.Seeds.Count, ofSecond, resample) - Over(first.Seeds.Count, ofFirst, resample);
        }

        return differences;
    }

    private double OverDrawnSeeds(Func<int, int, double> ofFirst, Func<int, int, double> ofSecond, int resample)
    {
        // Another stream than the comments' draws, which have the seed itself.
        var random = new CounterRandom(~options.Seed, resample);
        var sum = 0.0;
        for (var draw = 0; draw < first.Seeds.Count; draw++)
        {
            var seed = random.Below(first.Seeds.Count, draw);
            sum += ofSecond(seed, resample) - ofFirst(seed, resample);
        }
        return sum / first.Seeds.Count;
    }

    private static double Over(int seeds, Func<int, int, double> figure, int resample)
    {
        var sum = 0.0;
        for (var seed = 0; seed < seeds; seed++)
            sum += figure(seed, resample);
        return sum / seeds;
    }
}
