using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>Isotonic regression: a non-decreasing function of σ(z) through knots.</summary>
/// <param name="Knots">Ascending, at least one. The function is linear in the raw probability between them, and constant outside.</param>
internal sealed record IsotonicMap(IReadOnlyList<CalibrationKnot> Knots) : CalibrationMap, IFittedMap
{
    internal override bool IsSound =>
        Knots.Count > 0 && Knots.All(k => k is { Probability: >= 0 and <= 1, Calibrated: >= 0 and <= 1 })
        && Knots.Zip(Knots.Skip(1)).All(k => k.First.Probability < k.Second.Probability && k.First.Calibrated <= k.Second.Calibrated);

    /// <inheritdoc/>
    public override double Probability(double logit) => Interpolate(Logistic.Sigmoid(logit));

    /// <summary>The calibrated probability's logit; zeros and ones are held within the double's resolution, so that it is finite.</summary>
    public override double Logit(double logit) => Logistic.Logit(Probability(logit));

    /// <inheritdoc/>
    public override string Describe() => Knots.Count == 1 ? "1 knot" : $"{Knots.Count} knots";

    static Fit IFittedMap.To(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels) => IsotonicFit.Of(logits, labels);

    private double Interpolate(double probability)
    {
        if (probability <= Knots[0].Probability)
            return Knots[0].Calibrated;
        if (probability >= Knots[^1].Probability)
            return Knots[^1].Calibrated;
        var (below, above) = (0, Knots.Count - 1);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            (below, above) = Knots[middle].Probability <= probability ? (middle, above) : (below, middle);
        }
        var (left, right) = (Knots[below], Knots[above]);
        var slope = (right.Calibrated - left.Calibrated) / (right.Probability - left.Probability);
        return left.Calibrated + slope * (probability - left.Probability);
    }
}
