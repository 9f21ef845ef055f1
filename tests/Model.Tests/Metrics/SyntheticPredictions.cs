using Emotune.Metrics;

namespace Emotune.Model.Tests.Metrics;

/// <summary>Small predictions with ties, logits of exactly zero, and rare labels; the same for the same seed.</summary>
internal static class SyntheticPredictions
{
    /// <param name="oneSided">Adds a label that nobody carries and one that everybody does.</param>
    public static Predictions Of(int seed, int rows = 60, int labels = 4, bool oneSided = false)
    {
        var random = new Random(seed);
        var (logits, truth) = (new float[rows * labels], new byte[rows * labels]);
        for (var i = 0; i < logits.Length; i++)
        {
            var share = 0.1 + 0.5 * (i % labels) / labels;
            truth[i] = random.NextDouble() < share ? (byte)1 : (byte)0;
            if (oneSided && i % labels < 2)
                truth[i] = (byte)(i % labels);
            var logit = 3 * (truth[i] - 0.6) + 4 * (random.NextDouble() - 0.5);
            logits[i] = (float)(Math.Round(logit * 4) / 4);
        }
        return new Predictions(logits, truth, labels);
    }

    /// <summary>The rows named, in that order, as often as they are named.</summary>
    public static Predictions Take(Predictions predictions, IReadOnlyList<int> rows)
    {
        T[] Pick<T>(T[] data) => [.. rows.SelectMany(row => data.Skip(row * predictions.LabelCount).Take(predictions.LabelCount))];
        return new Predictions(Pick(predictions.Logits), Pick(predictions.Labels), predictions.LabelCount);
    }
}
