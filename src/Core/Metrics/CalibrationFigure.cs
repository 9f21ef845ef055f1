namespace Emotune.Metrics;

/// <summary>What can be wrong with one label's probabilities, in the order in which figures are kept.</summary>
internal enum CalibrationFigure
{
    EqualWidth, EqualMass, Maximum, DebiasedSquared, Brier, Reliability, Resolution, Uncertainty,
    NegativeLogLikelihood
}

/// <summary>One label's figures, by <see cref="CalibrationFigure"/>.</summary>
internal static class CalibrationFigures
{
    public static readonly int Count = Enum.GetValues<CalibrationFigure>().Length;

    public static double[] Of(double[] probabilities, double[] logits, byte[] labels, int bins)
    {
        var order = StableOrder.Ascending(probabilities);
        var width = CalibrationError.EqualWidth(probabilities, labels, bins);
        var parts = BrierDecomposition.Of(probabilities, labels, bins);
        return
        [
            width.Expected, CalibrationError.EqualMass(probabilities, labels, bins, order), width.Maximum,
            CalibrationError.DebiasedSquared(probabilities, labels, bins, order),
            ProbabilityScores.Brier(probabilities, labels), parts.Reliability, parts.Resolution, parts.Uncertainty,
            ProbabilityScores.NegativeLogLikelihood(logits, labels),
        ];
    }

    /// <summary>Drawing rows twice widens the gaps that these are made of, so that resamples of them lie too high.</summary>
    public static bool RisesWithChance(CalibrationFigure figure) =>
        figure is not (CalibrationFigure.Brier or CalibrationFigure.Uncertainty or CalibrationFigure.NegativeLogLikelihood);
}
