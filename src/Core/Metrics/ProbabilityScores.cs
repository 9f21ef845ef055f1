namespace Emotune.Metrics;

/// <summary>Proper scores of one label's probabilities; lower is better.</summary>
internal static class ProbabilityScores
{
    /// <summary>Mean of (p − y)², in [0, 1] (Brier, 1950).</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels)
    {
        var sum = 0.0;
        for (var i = 0; i < probabilities.Length; i++)
            sum += (probabilities[i] - labels[i]) * (probabilities[i] - labels[i]);
        return sum / probabilities.Length;
    }

    /// <summary>Mean binary cross-entropy in nats, from logits.</summary>
    public static double NegativeLogLikelihood(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
            sum += Logistic.Loss(logits[i], labels[i] != 0);
        return sum / logits.Length;
    }

    /// <inheritdoc cref="NegativeLogLikelihood(ReadOnlySpan{float}, ReadOnlySpan{byte})"/>
    public static double NegativeLogLikelihood(ReadOnlySpan<double> logits, ReadOnlySpan<byte> labels)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
            sum += Logistic.Loss(logits[i], labels[i] != 0);
        return sum / logits.Length;
    }
}
