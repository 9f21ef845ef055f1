using Emotune.Diagnostics;

namespace Emotune.Model.Explanation;

/// <summary>
/// For each position α on the straight path from the baseline x′ (0) to the input x (1): the gradient of each output there times
/// x − x′, summed over each player's coordinates: (positions, players, L).
/// </summary>
internal delegate double[][][] PathGradients(IReadOnlyList<double> positions);

/// <summary>Integrated gradients (Sundararajan, Taly, Yan 2017): (x − x′) · ∫₀¹ ∇f(x′ + α(x − x′)) dα.</summary>
internal static class IntegratedGradients
{
    /// <summary>The nodes of a rule take a time that grows with the square of their number.</summary>
    public const int MaximumSteps = 4096;

    /// <param name="baseValues">The outputs at the baseline (L).</param>
    /// <param name="fullValues">The outputs at the input (L).</param>
    /// <param name="steps">Gauss-Legendre nodes.</param>
    /// <exception cref="DiagnosticException">EXP4402: more than <see cref="MaximumSteps"/>.</exception>
    public static Attribution Explain(double[] baseValues, double[] fullValues, int playerCount, int steps, PathGradients gradients)
    {
        if (steps > MaximumSteps)
            throw new DiagnosticException(Problems.TooManySteps.Given(steps, MaximumSteps));
        var (positions, weights) = GaussLegendre.Rule(steps);
        var values = Attribution.Zeros(playerCount, fullValues.Length);
        foreach (var (weight, atPosition) in weights.Zip(gradients(positions)))
        {
            for (var player = 0; player < playerCount; player++)
            {
                for (var output = 0; output < fullValues.Length; output++)
                    values[player][output] += weight * atPosition[player][output];
            }
        }

        return new Attribution(baseValues, fullValues, values, Additive: true, steps + 2);
    }
}
