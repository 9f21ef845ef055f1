using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Metrics;

/// <summary>
/// The comments of <see cref="MadeUpPopulation"/>, their labels dependent within a comment, and a model whose logit is
/// shift + slope·z where σ(z) is the probability that is true.
/// </summary>
/// <param name="Shift">Zero for none.</param>
/// <param name="Slope">Above one for too much confidence.</param>
internal sealed record MiscalibratedPopulation(double Shift, double Slope)
{
    private const int Steps = 60_000;

    public static int Labels => MadeUpPopulation.Means.Length;

    /// <summary>Over bins of equal mass of the population: a label's mean squared gap.</summary>
    public double SquaredError(int label, int bins) => GapsByMass(label, bins).Average(g => g * g);

    /// <summary>Over bins of equal width: the expected calibration error, mean over labels.</summary>
    public double ExpectedError(int bins) => Enumerable.Range(0, Labels).Average(j =>
    {
        var gaps = new double[bins];
        foreach (var (z, share) in Logits(j))
            gaps[Math.Min(bins - 1, (int)(Probability(z) * bins))] += share * (Probability(z) - Logistic.Sigmoid(z));
        return gaps.Sum(Math.Abs);
    });

    /// <summary>The slope below one at which an error is as large as it is here.</summary>
    public MiscalibratedPopulation Mirrored(Func<MiscalibratedPopulation, double> error)
    {
        var (low, high, wanted) = (0.2, 1.0, error(this));
        for (var step = 0; step < 30; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = error(this with { Slope = middle }) > wanted ? (middle, high) : (low, middle);
        }
        return this with { Slope = low };
    }

    /// <summary>What the model says of comments; those of a seed are the same for all models.</summary>
    public Predictions Draw(int rows, int seed)
    {
        var (logits, labels) = (new float[rows * Labels], new byte[rows * Labels]);
        var (topic, own) = (new CounterRandom(seed, "topics").Normal(rows, 1), new CounterRandom(seed, "logits").Normal(rows * Labels, 1));
        var (mood, chance) = (new CounterRandom(seed, "moods").Normal(rows, 1),
            new CounterRandom(seed, "chances").Normal(rows * Labels, 1));
        for (var i = 0; i < logits.Length; i++)
        {
            var (row, label) = (i / Labels, i % Labels);
            var z = MadeUpPopulation.Means[label] + MadeUpPopulation.Deviation * (topic[row] + own[i]) / Math.Sqrt(2);
            labels[i] = NormalDistribution.Cumulative((mood[row] + chance[i]) / Math.Sqrt(2)) < Logistic.Sigmoid(z) ? (byte)1 : (byte)0;
            logits[i] = (float)(Shift + Slope * z);
        }
        return new Predictions(logits, labels, Labels);
    }

    private double Probability(double z) => Logistic.Sigmoid(Shift + Slope * z);

    private double[] GapsByMass(int label, int bins)
    {
        var (gaps, seen) = (new double[bins], 0.0);
        foreach (var (z, share) in Logits(label))
        {
            gaps[Math.Min(bins - 1, (int)((seen + share / 2) * bins))] += share * bins * (Probability(z) - Logistic.Sigmoid(z));
            seen += share;
        }
        return gaps;
    }

    /// <summary>From the lowest up, by the midpoint rule.</summary>
    private static IEnumerable<(double Logit, double Share)> Logits(int label)
    {
        const double width = 16.0 / Steps;
        return Enumerable.Range(0, Steps).Select(step =>
        {
            var g = (step + 0.5) * width - 8;
            return (MadeUpPopulation.Means[label] + MadeUpPopulation.Deviation * g, Math.Exp(-g * g / 2) / Math.Sqrt(2 * Math.PI) * width);
        });
    }
}
