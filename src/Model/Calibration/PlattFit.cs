using Emotune.Model.Metrics;

namespace Emotune.Model.Calibration;

/// <summary>Scale and shift of least mean negative log likelihood, by Newton's method with step halving; no regularisation.</summary>
internal static class PlattFit
{
    private const double LargestScale = 1e4;
    private const int MostSteps = 200;

    /// <summary>Where the decrease that is still to be had (half the squared Newton decrement) is below the loss's own rounding.</summary>
    private const double NothingLeft = 1e-18;

    public static Fit Of(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var range = ClassRanges.Of(logits, labels);
        if (range.OneClass)
            return new Fit(CalibrationMap.OfPlatt(1, 0), "Only one class on validation: logits stay as they are.");
        if (range.Constant)
            return new Fit(CalibrationMap.OfPlatt(0, LogOdds(labels)), "Every logit is the same: the probability is the share of positives.");
        if (range.Separation(out var boundary) is var sign && sign != 0)
            return Separable(logits, labels, boundary, sign);
        return Newton(logits, labels);
    }

    private static Fit Newton(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var (scale, shift) = (1.0, 0.0);
        var loss = Loss(logits, labels, scale, shift);
        for (var step = 0; step < MostSteps; step++)
        {
            var (dScale, dShift, left) = Step(logits, labels, scale, shift);
            if (left <= NothingLeft)
                return new Fit(CalibrationMap.OfPlatt(scale + dScale, shift + dShift));
            var length = 1.0;
            var next = Loss(logits, labels, scale + dScale, shift + dShift);
            while (!(next <= loss) && length > 1e-12)
                next = Loss(logits, labels, scale + (length /= 2) * dScale, shift + length * dShift);
            if (!(next < loss))
                return new Fit(CalibrationMap.OfPlatt(scale, shift), left < 1e-12 ? null : "Newton's method found no further decrease.");
            (scale, shift, loss) = (scale + length * dScale, shift + length * dShift, next);
        }
        return new Fit(CalibrationMap.OfPlatt(scale, shift), $"Newton's method did not settle within {MostSteps} steps.");
    }

    private static (double Scale, double Shift, double Left) Step(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, double scale, double shift)
    {
        double gScale = 0, gShift = 0, hScale = 0, hBoth = 0, hShift = 0;
        for (var i = 0; i < logits.Length; i++)
        {
            double z = logits[i];
            var p = Logistic.Sigmoid(scale * z + shift);
            var (error, weight) = (p - labels[i], p * (1 - p));
            gScale += error * z;
            gShift += error;
            hScale += weight * z * z;
            hBoth += weight * z;
            hShift += weight;
        }
        var determinant = hScale * hShift - hBoth * hBoth;
        var dScale = -(hShift * gScale - hBoth * gShift) / determinant;
        var dShift = -(hScale * gShift - hBoth * gScale) / determinant;
        return (dScale, dShift, -(gScale * dScale + gShift * dShift) / 2 / logits.Length);
    }

    private static double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, double scale, double shift) =>
        CalibrationMap.OfPlatt(scale, shift).NegativeLogLikelihood(logits, labels);

    private static Fit Separable(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels, double boundary, int sign)
    {
        var margins = new double[logits.Length];
        var (onBoundary, positives) = (0, 0);
        for (var i = 0; i < margins.Length; i++)
        {
            margins[i] = Math.Abs(logits[i] - boundary);
            onBoundary += margins[i] == 0 ? 1 : 0;
            positives += margins[i] == 0 ? labels[i] : 0;
        }
        var scale = sign * SeparableFit.MildestScale(margins, 1, LargestScale);
        // Logits on the boundary itself have both classes or are none: their best probability is their share of positives.
        var odds = positives == 0 || positives == onBoundary ? 0 : Math.Log((double)positives / (onBoundary - positives));
        return new Fit(
            CalibrationMap.OfPlatt(scale, odds - scale * boundary),
            "Separable on validation: the larger the scale, the better; the smallest was taken that is as good to 1e-9.");
    }

    private static double LogOdds(ReadOnlySpan<byte> labels)
    {
        double positives = labels.Count((byte)1);
        return Math.Log(positives / (labels.Length - positives));
    }
}
