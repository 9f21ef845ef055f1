namespace Emotune.Model.Resampling.SquaredError;

/// <summary>
/// The interval of a debiased squared calibration error: the errors that the data do not reject, either way, at half the level.
/// For an error θ, the gaps are those of <see cref="GapShape"/> scaled to it, and resampled errors say how the estimate then
/// scatters (a test inverted over a family with one parameter: DiCiccio and Romano, "Nonparametric Confidence Limits by Resampling
/// Methods and Least Favorable Families", 1990; Carpenter, "Test Inversion Bootstrap Confidence Intervals", 1999).
/// </summary>
/// <remarks>
/// Like the estimate, bounds may be negative; no squared error is. Below zero the estimate scatters as it does at zero, so that an
/// interval holds zero in as many samples of honest probabilities as it says.
/// </remarks>
internal static class SquaredErrorInterval
{
    /// <param name="estimate">Without bias.</param>
    /// <param name="terms">At the gaps of the shape.</param>
    /// <param name="square">Of the shape.</param>
    public static Interval Of(double estimate, SquaredErrorTerms terms, double square, double confidence)
    {
        var tail = (1 - confidence) / 2;
        double Scale(double error) => error > 0 && square > 0 ? Math.Sqrt(error / square) : 0;
        double Share(double error, int sign)
        {
            var (scale, beyond) = (Scale(error), 0);
            for (var r = 0; r < terms.Quadratic.Length; r++)
                beyond += sign * (error + terms.At(scale, r) - estimate) >= 0 ? 1 : 0;
            return (double)beyond / terms.Quadratic.Length;
        }
        var low = Bound(estimate, -1, error => Share(error, 1) <= tail, terms);
        var high = Bound(estimate, 1, error => Share(error, -1) <= tail, terms);
        return new Interval(low, high, confidence);
    }

    /// <summary>Where rejection begins on one side of the estimate, by bisection.</summary>
    private static double Bound(double estimate, int sign, Func<double, bool> isRejected, SquaredErrorTerms terms)
    {
        var step = terms.Quadratic.Max(Math.Abs) + terms.Linear.Max(Math.Abs) + terms.Weighting.Max(Math.Abs);
        if (step == 0)
            return estimate;
        var (inside, outside) = (estimate, estimate + sign * step);
        for (var k = 0; k < 60 && !isRejected(outside); k++)
            (inside, outside) = (outside, outside + sign * (step *= 2));
        for (var k = 0; k < 60; k++)
        {
            var middle = (inside + outside) / 2;
            if (middle == inside || middle == outside)
                break;
            (inside, outside) = isRejected(middle) ? (inside, middle) : (middle, outside);
        }
        return inside;
    }
}
