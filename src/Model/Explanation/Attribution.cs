namespace Emotune.Model.Explanation;

/// <summary>How the change from no player to all players is shared among the players, for each of L outputs.</summary>
/// <param name="BaseValues">The outputs with every player masked (L).</param>
/// <param name="FullValues">The outputs with every player kept (L).</param>
/// <param name="Values">Contributions (players, L).</param>
/// <param name="Additive">True where the method's contributions are meant to add up to full − base; else they leave out what players do
/// together.</param>
/// <param name="Evaluations">How often the model was evaluated.</param>
internal sealed record Attribution(double[] BaseValues, double[] FullValues, double[][] Values, bool Additive, int Evaluations)
{
    /// <summary>True where the values are means over a sample of orders, and not what the method defines to the last evaluation.</summary>
    public bool Sampled { get; init; }

    /// <summary>
    /// |base + Σ values − full| of one output: rounding where the method is additive, the completeness error of integrated gradients.
    /// </summary>
    public double AdditivityError(int output) => Math.Abs(BaseValues[output] + Values.Sum(v => v[output]) - FullValues[output]);

    internal static double[][] Zeros(int players, int outputs) => [.. Enumerable.Range(0, players).Select(_ => new double[outputs])];

    /// <summary>sum += weight · (to − from)</summary>
    internal static void Add(double[] sum, double weight, double[] from, double[] to)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += weight * (to[i] - from[i]);
    }
}
