namespace Emotune.Model.Explanation;

/// <summary>Gauss-Legendre quadrature on [0, 1]: exact for polynomials of degree 2n − 1.</summary>
internal static class GaussLegendre
{
    /// <summary>The roots of the n-th Legendre polynomial, ascending, by Newton's method, and their weights, which add up to 1.</summary>
    public static (double[] Nodes, double[] Weights) Rule(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (nodes, weights) = (new double[count], new double[count]);
        for (var i = 0; i < count; i++)
        {
            var x = -Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            for (var step = 0; step < 100; step++)
            {
                var (value, slope) = Legendre(count, x);
                var change = value / slope;
                x -= change;
                if (Math.Abs(change) < 1e-15)
                    break;
            }

            var derivative = Legendre(count, x).Slope;
            nodes[i] = (1 + x) / 2;
            weights[i] = 1 / ((1 - x * x) * derivative * derivative);
        }

        return (nodes, weights);
    }

    /// <summary>P_n(x) and its derivative, by Bonnet's recursion.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var n = 2; n <= degree; n++)
            (before, value) = (value, ((2 * n - 1) * x * value - (n - 1) * before) / n);
        return (value, degree * (x * value - before) / (x * x - 1));
    }
}
