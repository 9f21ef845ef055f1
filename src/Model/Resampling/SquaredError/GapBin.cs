namespace Emotune.Model.Resampling.SquaredError;

/// <summary>One bin of one label: how far its mean probability lies above its fraction of positives.</summary>
/// <param name="Count">Rows.</param>
/// <param name="Gap">The mean of p − y.</param>
/// <param name="Noise">What chance adds to the squared gap: the sample variance of p − y ÷ count; zero with a single row.</param>
/// <param name="Probability">The mean of p.</param>
/// <param name="Spread">The mean of p·(1 − p): the variance of an honest label, and by how much the logit moves the probability.</param>
internal readonly record struct GapBin(int Count, double Gap, double Noise, double Probability, double Spread)
{
    /// <summary>One row does not tell a gap from chance.</summary>
    public bool Counts => Count > 1;

    /// <summary>The squared gap without what chance adds to it, without bias for rows drawn from anywhere.</summary>
    public double UnbiasedSquare => Gap * Gap - Noise;

    /// <param name="probabilities">The bin's, in any order.</param>
    /// <param name="gaps">p − y of the same rows.</param>
    public static GapBin Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> gaps)
    {
        var count = gaps.Length;
        if (count == 0)
            return default;
        double sum = 0, gap = 0, spread = 0, squares = 0;
        for (var i = 0; i < count; i++)
        {
            sum += probabilities[i];
            gap += gaps[i];
            spread += probabilities[i] * (1 - probabilities[i]);
        }
        gap /= count;
        foreach (var value in gaps)
            squares += (value - gap) * (value - gap);
        return new GapBin(count, gap, count == 1 ? 0 : squares / (count - 1) / count, sum / count, spread / count);
    }
}
