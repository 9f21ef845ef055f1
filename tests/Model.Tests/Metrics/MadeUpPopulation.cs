using Emotune.Metrics;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Metrics;

/// <summary>
/// Comments without end: each of three labels has a normal logit, and the comment carries the label with the probability that the logit
/// says. What figures are over all of them follows by integration.
/// </summary>
internal static class MadeUpPopulation
{
    public const double Deviation = 2;
    private const int Steps = 200_000;

    private static readonly double[] Prevalences = [0.05, 0.1, 0.3];

    public static double[] Means { get; } = [.. Prevalences.Select(MeanOf)];

    public static double[] Thresholds { get; } = [0.25, 0.3, 0.4];

    /// <summary>Micro and macro F1, macro average precision, Brier score, negative log likelihood.</summary>
    public static IReadOnlyList<(string Name, double Value)> Truth()
    {
        Population[] labels = [.. Means.Select((mean, j) => Population.Of(mean, Thresholds[j]))];
        return
        [
            ("micro F1", 2 * labels.Sum(l => l.Hits) / labels.Sum(l => l.Predicted + l.Positives)),
            ("macro F1", labels.Average(l => 2 * l.Hits / (l.Predicted + l.Positives))),
            ("macro average precision", labels.Average(l => l.AveragePrecision)),
            ("Brier", labels.Average(l => l.Brier)),
            ("negative log likelihood", labels.Average(l => l.Loss)),
        ];
    }

    public static Predictions Draw(int rows, int seed)
    {
        var random = new CounterRandom(seed, "comments");
        float[] logits = [.. random.Normal(rows * 3, Deviation).Select((z, i) => z + (float)Means[i % 3])];
        return new Predictions(logits, Labels(logits, seed), 3);
    }

    /// <summary>Two models that see the truth through noise of their own, of the same size.</summary>
    public static (Predictions First, Predictions Second) DrawPair(int rows, int seed)
    {
        var truth = Draw(rows, seed);
        Predictions Noisy(string name) =>
            truth with { Logits = [.. truth.Logits.Zip(new CounterRandom(seed, name).Normal(rows * 3, 1), (z, e) => z + e)] };
        return (Noisy("first"), Noisy("second"));
    }

    /// <summary>Two models that each know one half of the logit, and say the mean of the probability over the other.</summary>
    public static (Predictions First, Predictions Second) DrawHonestPair(int rows, int seed)
    {
        float[][] halves = [
            new CounterRandom(seed, "one").Normal(rows * 3, Deviation / Math.Sqrt(2)),
            new CounterRandom(seed, "other").Normal(rows * 3, Deviation / Math.Sqrt(2))];
        float[] logits = [.. halves[0].Zip(halves[1], (a, b) => a + b).Select((z, i) => z + (float)Means[i % 3])];
        var labels = Labels(logits, seed);
        Predictions Knowing(float[] half) => new([.. half.Select((z, i) => (float)MeanLogit(z + Means[i % 3]))], labels, 3);
        return (Knowing(halves[0]), Knowing(halves[1]));
    }

    /// <summary>The logit of E[σ(center + e)], e being the half that is not known; the trapezoidal rule is exact enough for it.</summary>
    private static double MeanLogit(double center)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var g = -5.0; g <= 5; g += 0.25)
        {
            var density = Math.Exp(-g * g / 2);
            sum += density * Logistic.Sigmoid(center + Deviation / Math.Sqrt(2) * g);
            weight += density;
        }
        return Math.Log(sum / (weight - sum));
    }

    private static byte[] Labels(float[] logits, int seed)
    {
        var random = new CounterRandom(seed, "labels");
        return [.. logits.Select((z, i) => random.Uniform(i) < Logistic.Sigmoid(z) ? (byte)1 : (byte)0)];
    }

    private static double MeanOf(double prevalence)
    {
        var (low, high) = (-15.0, 15.0);
        for (var step = 0; step < 60; step++)
        {
            var middle = (low + high) / 2;
            (low, high) = Population.Of(middle, 0).Positives < prevalence ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>Shares of all comments, and mean scores.</summary>
    private sealed record Population(double Positives, double Predicted, double Hits, double AveragePrecision, double Brier, double Loss)
    {
        /// <summary>By the midpoint rule over the logit, from the highest down.</summary>
        public static Population Of(double mean, double threshold)
        {
            double seen = 0, found = 0, predicted = 0, hits = 0, precision = 0, brier = 0, loss = 0;
            const double width = 16.0 / Steps;
            for (var step = 0; step < Steps; step++)
            {
                var g = 8 - (step + 0.5) * width;
                var density = Math.Exp(-g * g / 2) / Math.Sqrt(2 * Math.PI) * width;
                var z = mean + Deviation * g;
                var p = Logistic.Sigmoid(z);
                seen += density;
                found += density * p;
                precision += density * p * (found / seen);
                brier += density * p * (1 - p);
                loss += density * (p * Logistic.Loss(z, true) + (1 - p) * Logistic.Loss(z, false));
                if (p < threshold)
                    continue;
                (predicted, hits) = (seen, found);
            }
            return new Population(found, predicted, hits, precision / found, brier, loss);
        }
    }
}
