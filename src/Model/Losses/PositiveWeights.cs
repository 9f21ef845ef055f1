using Emotune.Model.Prediction;

namespace Emotune.Model.Losses;

/// <summary>What a label's positives count for, so that a rare label is not drowned by its negatives.</summary>
internal static class PositiveWeights
{
    /// <summary>
    /// (negatives ÷ positives)^power by label, at most <paramref name="maximum"/>; a label without positives has none to weigh and gets
    /// one.
    /// </summary>
    /// <param name="power">0: no weights; 1: positives and negatives of a label weigh alike in sum.</param>
    /// <returns>(L)</returns>
    public static float[] Of(EncodedRows training, double power, double maximum)
    {
        var positives = new int[training.LabelCount];
        for (var i = 0; i < training.MultiHotLabels.Length; i++)
            positives[i % training.LabelCount] += training.MultiHotLabels[i];
        return [.. positives.Select(p => p == 0 ? 1 : (float)Math.Min(Math.Pow((double)(training.Count - p) / p, power), maximum))];
    }
}
