using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>
/// a, b ≥ 0 and c of least mean negative log likelihood of σ(a·ln p − b·ln(1 − p) + c) (Kull, Silva Filho and Flach, "Beta
/// calibration", 2017), by projected Newton steps (Bertsekas, 1982). Platt scaling is the case a = b.
/// </summary>
internal sealed class BetaFit
{
    private const int MostSteps = 500;
    private const double NearlyThere = 1e-13;
    private const int Size = 3;

    private readonly double[][] _features;
    private readonly byte[] _labels;

    private BetaFit(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        _labels = labels.ToArray();
        _features = new double[logits.Length][];
        for (var i = 0; i < logits.Length; i++)
            _features[i] = BetaFeatures.Of(logits[i]);
    }

    public static Fit Of(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var range = ClassRanges.Of(logits, labels);
        if (range.OneClass)
            return new Fit(new BetaMap(1, 1, 0), "Only one class occurs on validation. The probabilities stay as they are.");
        // Constant, or told apart without error: then the two scales are one, and the likelihood has no maximum.
        if (range.Constant || range.Separation(out _) == 1)
        {
            var platt = PlattFit.Of(logits, labels);
            return platt.Map is PlattMap map ? platt with { Map = new BetaMap(map.Scale, map.Scale, map.Shift) } : platt;
        }
        var (sortedLogits, sortedLabels) = ExtremeLogits.Sorted(logits, labels);
        return BetaFeatures.TellScalesApart(sortedLogits)
            ? new BetaFit(logits, labels).Newton()
            : new BetaFit(sortedLogits, sortedLabels).Newton();
    }

    private Fit Newton()
    {
        double[] at = [1, 1, 0];
        var loss = Loss(at);
        for (var step = 0; step < MostSteps; step++)
        {
            var (direction, promised) = Direction(at);
            if (promised <= NearlyThere)
                return new Fit(new BetaMap(at[0], at[1], at[2]));
            var (length, next) = (1.0, Moved(at, direction, 1));
            var nextLoss = Loss(next);
            while (!(nextLoss < loss) && length > 1e-12)
            {
                next = Moved(at, direction, length /= 2);
                nextLoss = Loss(next);
            }
            if (!(nextLoss < loss))
                break;
            (at, loss) = (next, nextLoss);
        }
        // No step that doubles can tell apart lowers the loss any more.
        return Direction(at).Promised <= 1e-9
            ? new Fit(new BetaMap(at[0], at[1], at[2]))
            : Fit.NotSettled(MostSteps);
    }

    private static double[] Moved(double[] at, double[] direction, double length) =>
        [Math.Max(0, at[0] + length * direction[0]), Math.Max(0, at[1] + length * direction[1]), at[2] + length * direction[2]];

    /// <returns>Newton's step in the parameters that are free to move, and the decrease of the mean loss that it promises.</returns>
    private (double[] Step, double Promised) Direction(double[] at)
    {
        var (gradient, hessian) = Derivatives(at);
        int[] free = [.. Enumerable.Range(0, Size).Where(k => k == 2 || at[k] > 0 || gradient[k] < 0)];
        var step = new double[Size];
        var solved = Solve([.. free.Select(r => free.Select(c => hessian[r, c]).ToArray())], [.. free.Select(k => -gradient[k])]);
        for (var i = 0; i < free.Length; i++)
            step[free[i]] = solved[i];
        return (step, -step.Zip(gradient, (s, g) => s * g).Sum() / 2);
    }

    private (double[] Gradient, double[,] Hessian) Derivatives(double[] at)
    {
        var (gradient, hessian) = (new double[Size], new double[Size, Size]);
        for (var i = 0; i < _labels.Length; i++)
        {
            var x = _features[i];
            var p = Logistic.Sigmoid(at[0] * x[0] + at[1] * x[1] + at[2]);
            var (error, weight) = ((p - _labels[i]) / _labels.Length, p * (1 - p) / _labels.Length);
            for (var r = 0; r < Size; r++)
            {
                gradient[r] += error * x[r];
                for (var c = 0; c < Size; c++)
                    hessian[r, c] += weight * x[r] * x[c];
            }
        }
        return (gradient, hessian);
    }

    private double Loss(double[] at)
    {
        var sum = 0.0;
        for (var i = 0; i < _labels.Length; i++)
            sum += Logistic.Loss(at[0] * _features[i][0] + at[1] * _features[i][1] + at[2], _labels[i] != 0);
        return sum / _labels.Length;
    }

    /// <summary>Of a positive definite system, by elimination; a vanishing pivot is held above zero.</summary>
    private static double[] Solve(double[][] matrix, double[] right)
    {
        var n = right.Length;
        for (var k = 0; k < n; k++)
        {
            matrix[k][k] += 1e-14 + 1e-12 * matrix[k][k];
            for (var r = k + 1; r < n; r++)
            {
                var factor = matrix[r][k] / matrix[k][k];
                for (var c = k; c < n; c++)
                    matrix[r][c] -= factor * matrix[k][c];
                right[r] -= factor * right[k];
            }
        }
        for (var k = n - 1; k >= 0; k--)
        {
            for (var c = k + 1; c < n; c++)
                right[k] -= matrix[k][c] * right[c];
            right[k] /= matrix[k][k];
        }
        return right;
    }
}
