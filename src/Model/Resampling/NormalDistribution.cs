namespace Emotune.Model.Resampling;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>P(Z ≤ z), to about 1e-15, by a continued fraction in the tails and a series near zero.</summary>
    public static double Cumulative(double z)
    {
        if (double.IsNaN(z))
            return double.NaN;
        if (Math.Abs(z) > 38)
            return z > 0 ? 1 : 0;
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (Math.Abs(z) < 3)
        {
            // Φ(z) = ½ + φ(z)·(z + z³÷3 + z⁵÷15 + …) (Marsaglia, "Evaluating the Normal Distribution", 2004).
            var (sum, term) = (z, z);
            for (var k = 3; Math.Abs(term) > 1e-17 * Math.Abs(sum) && k < 400; k += 2)
                sum += term *= z * z / k;
            return 0.5 + density * sum;
        }
        var fraction = 0.0;
        for (var k = 80; k > 0; k--)
            fraction = k / (Math.Abs(z) + fraction);
        var tail = density / (Math.Abs(z) + fraction);
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>z with P(Z ≤ z) = <paramref name="probability"/>, which lies between 0 and 1, by Newton's steps within a bracket.</summary>
    public static double Quantile(double probability)
    {
        var (low, high, z) = (-39.0, 39.0, 0.0);
        for (var step = 0; step < 200; step++)
        {
            var error = Cumulative(z) - probability;
            (low, high) = error > 0 ? (low, z) : (z, high);
            var next = z - error * Math.Sqrt(2 * Math.PI) * Math.Exp(z * z / 2);
            if (!(next > low && next < high))
                next = (low + high) / 2;
            if (Math.Abs(next - z) <= 1e-14 * Math.Max(1, Math.Abs(z)))
                return next;
            z = next;
        }
        return z;
    }
}
