using Emotune.Model.Metrics;

namespace Emotune.Model.Calibration;

/// <summary>A point of an isotonic calibration: the raw probability and what it is worth.</summary>
public sealed record CalibrationKnot(double Probability, double Calibrated);

/// <summary>The function from a logit to a calibrated probability. Only its method's own parameters are there.</summary>
/// <param name="Temperature">T of σ(z ÷ T).</param>
/// <param name="Scale">a of σ(a·z + c).</param>
/// <param name="Shift">c of σ(a·z + c) and of beta calibration.</param>
/// <param name="Knots">Ascending; between two of them the function is linear in the raw probability, outside it is constant.</param>
/// <param name="PositiveScale">a of σ(a·ln p − b·ln(1 − p) + c), at least 0.</param>
/// <param name="NegativeScale">b of the same, at least 0.</param>
public sealed record CalibrationMap(
    CalibrationMethod Method,
    double? Temperature = null,
    double? Scale = null,
    double? Shift = null,
    IReadOnlyList<CalibrationKnot>? Knots = null,
    double? PositiveScale = null,
    double? NegativeScale = null)
{
    public static CalibrationMap Identity { get; } = new(CalibrationMethod.None);

    public static CalibrationMap OfTemperature(double temperature) => new(CalibrationMethod.Temperature, Temperature: temperature);

    public static CalibrationMap OfPlatt(double scale, double shift) => new(CalibrationMethod.Platt, Scale: scale, Shift: shift);

    public static CalibrationMap OfIsotonic(IReadOnlyList<CalibrationKnot> knots) => new(CalibrationMethod.Isotonic, Knots: knots);

    public static CalibrationMap OfBeta(double positiveScale, double negativeScale, double shift) =>
        new(CalibrationMethod.Beta, Shift: shift, PositiveScale: positiveScale, NegativeScale: negativeScale);

    /// <summary>The calibrated probability, in [0, 1].</summary>
    public double Probability(double logit) =>
        Method == CalibrationMethod.Isotonic ? Interpolate(Logistic.Sigmoid(logit)) : Logistic.Sigmoid(Logit(logit));

    /// <summary>The calibrated probability's logit; finite, so isotonic zeros and ones are held within the double's resolution.</summary>
    public double Logit(double logit) => Method switch
    {
        CalibrationMethod.Temperature => logit / Temperature!.Value,
        CalibrationMethod.Platt => Scale!.Value * logit + Shift!.Value,
        CalibrationMethod.Beta =>
            NegativeScale!.Value * Logistic.Softplus(logit) - PositiveScale!.Value * Logistic.Softplus(-logit) + Shift!.Value,
        CalibrationMethod.Isotonic => Logistic.Logit(Interpolate(Logistic.Sigmoid(logit))),
        _ => logit,
    };

    /// <summary>Mean negative log likelihood in nats of what the map makes of <paramref name="logits"/>.</summary>
    public double NegativeLogLikelihood(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
            sum += Logistic.Loss(Logit(logits[i]), labels[i] != 0);
        return sum / logits.Length;
    }

    private double Interpolate(double probability)
    {
        var knots = Knots!;
        if (probability <= knots[0].Probability)
            return knots[0].Calibrated;
        if (probability >= knots[^1].Probability)
            return knots[^1].Calibrated;
        var (below, above) = (0, knots.Count - 1);
        while (above - below > 1)
        {
            var middle = (below + above) / 2;
            (below, above) = knots[middle].Probability <= probability ? (middle, above) : (below, middle);
        }
        var (left, right) = (knots[below], knots[above]);
        var slope = (right.Calibrated - left.Calibrated) / (right.Probability - left.Probability);
        return left.Calibrated + slope * (probability - left.Probability);
    }
}
