namespace Emotune.Model.Resampling.SquaredError;

/// <summary>
/// By how much the unbiased mean squared gap Σ w·(G² − noise) deviates from its expectation on each resample, G being true gaps
/// plus errors Z: 2·Σ w·gap·Z, and the change of the weights times gap², are <paramref name="Linear"/> and <paramref name="Weighting"/>;
/// Σ w·(Z² − noise) is <paramref name="Quadratic"/>, all that is left where there is no gap (a degenerate U-statistic: Arcones and
/// Giné, "On the Bootstrap of U and V Statistics", 1992). The plain bootstrap takes observed gaps for true ones, which have Z in
/// them already, so that its variance has that of the quadratic part three times where once is right.
/// </summary>
internal sealed record SquaredErrorTerms(double[] Linear, double[] Weighting, double[] Quadratic)
{
    /// <summary>The deviations where the true gaps are those of the terms times <paramref name="scale"/>.</summary>
    public double At(double scale, int resample) => scale * (Linear[resample] + scale * Weighting[resample]) + Quadratic[resample];

    /// <summary>Of the difference between two errors on the same rows.</summary>
    public SquaredErrorTerms Minus(SquaredErrorTerms other) => Combine([this, other], [1, -1]);

    public static SquaredErrorTerms Combine(IReadOnlyList<SquaredErrorTerms> terms, IReadOnlyList<double> weights)
    {
        double[] Sum(Func<SquaredErrorTerms, double[]> part)
        {
            var sums = new double[terms[0].Linear.Length];
            for (var t = 0; t < terms.Count; t++)
            {
                for (var r = 0; r < sums.Length; r++)
                    sums[r] += weights[t] * part(terms[t])[r];
            }

            return sums;
        }
        return new SquaredErrorTerms(Sum(t => t.Linear), Sum(t => t.Weighting), Sum(t => t.Quadratic));
    }

    /// <summary>
    /// The scale at which terms of observed gaps have the variance that those of the true ones have: errors add to the linear
    /// part's variance twice the quadratic part's on average (4·tr(MΣMΣ) against 2·tr(MΣMΣ), for any quadratic form Z′MZ).
    /// </summary>
    public double Shrinkage()
    {
        var (linear, quadratic) = (Variance(Linear), Variance(Quadratic));
        return linear > 0 ? Math.Sqrt(Math.Max(0, 1 - 2 * quadratic / linear)) : 0;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / values.Length;
    }
}
