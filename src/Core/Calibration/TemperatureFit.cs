using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>The temperature of least mean negative log likelihood. The loss is convex in b = 1 ÷ T; b is the root of its slope.</summary>
internal static class TemperatureFit
{
    public const double Lowest = 1e-4;
    public const double Highest = 1e4;

    private const double Precision = 1e-13;
    private const int MostSteps = 200;

    public static Fit Of(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        if (!labels.Contains((byte)1) || !labels.Contains((byte)0))
            return new Fit(new TemperatureMap(1), "Only one class occurs on validation. The temperature stays 1.");
        if (!logits.ContainsAnyExcept(0f))
            return new Fit(new TemperatureMap(1), "Every logit is zero. No temperature changes that.");
        if (OnTheirSides(logits, labels))
            return Separable(logits);
        if (Slope(logits, labels, 1 / Highest).Slope >= 0)
        {
            return new Fit(
                new TemperatureMap(Highest),
                "The logits are worse than no information on validation. A higher temperature is always better, so it was bounded.");
        }

        return Root(logits, labels) is { } root ? new Fit(new TemperatureMap(1 / root)) : Fit.NotSettled(MostSteps);
    }

    /// <summary>Newton's steps on the slope, each held within a bracket that the slope's sign narrows.</summary>
    /// <returns>Null where they come to no end.</returns>
    private static double? Root(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var (low, high, b) = (1 / Highest, 1 / Lowest, 1.0);
        for (var step = 0; step < MostSteps; step++)
        {
            var (slope, curvature) = Slope(logits, labels, b);
            if (slope == 0)
                return b;
            (low, high) = slope > 0 ? (low, b) : (b, high);
            var next = b - slope / curvature;
            if (!(next > low && next < high))
                next = Math.Sqrt(low * high);
            if (Math.Abs(next - b) <= Precision * b)
                return next;
            b = next;
        }
        return null;
    }

    private static (double Slope, double Curvature) Slope(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, double b)
    {
        double slope = 0, curvature = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            double z = logits[i];
            var p = Logistic.Sigmoid(b * z);
            slope += z * (p - labels[i]);
            curvature += z * z * p * (1 - p);
        }
        return (slope / logits.Length, curvature / logits.Length);
    }

    private static bool OnTheirSides(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        for (var i = 0; i < logits.Length; i++)
        {
            if (labels[i] != 0 ? logits[i] < 0 : logits[i] > 0)
                return false;
        }

        return true;
    }

    private static Fit Separable(ReadOnlySpan<float> logits)
    {
        var margins = new double[logits.Length];
        for (var i = 0; i < margins.Length; i++)
            margins[i] = Math.Abs(logits[i]);
        // From T = 1 down: what is right already need not become less sure of itself.
        return new Fit(
            new TemperatureMap(1 / SeparableFit.MildestScale(margins, 1, 1 / Lowest)),
            "The two classes are separable on validation. A lower temperature is always better, so the highest one that "
                + "is as good to within 1e-9 was taken.");
    }
}
