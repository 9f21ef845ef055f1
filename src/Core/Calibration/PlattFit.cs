using Emotune.Metrics;

namespace Emotune.Calibration;

/// <summary>Scale and shift of least mean negative log likelihood, by Newton's method with step halving; no regularisation.</summary>
internal static class PlattFit
{
    private const double LargestScale = 1e4;
    private const int MostSteps = 200;

    private const double NearlyThere = 1e-8;
    private const int PolishingSteps = 4;

    public static Fit Of(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        var range = ClassRanges.Of(logits, labels);
        if (range.OneClass)
            return new Fit(new PlattMap(1, 0), "Only one class occurs on validation. The logits stay as they are.");
        if (range.Constant)
        {
            return new Fit(
                new PlattMap(0, LogOdds(labels)), "Every logit is the same. The probability is the share of positives.");
        }

        if (range.Separation(out var boundary) is var sign && sign != 0)
            return Separable(logits, labels, boundary, sign);
        return Newton(logits, labels);
    }

    private static Fit Newton(ReadOnlySpan<float> logits, ReadOnlySpan<byte> labels)
    {
        // Around their mean the two parameters hardly depend on each other, and logits far from zero do no harm.
        var (centred, mean) = Centred(logits);
        var (scale, shift) = (0.0, LogOdds(labels));
        var loss = Loss(centred, labels, scale, shift);
        for (int step = 0, polished = 0; step < MostSteps; step++)
        {
            var (dScale, dShift, left) = Step(centred, labels, scale, shift);
            // Where all probabilities but one point's are saturated, the curvature has no inverse.
            if (!double.IsFinite(left))
                break;
            if (left <= NearlyThere)
            {
                // From here Newton's steps square the error, while the loss's rounding would hide their progress.
                (scale, shift) = (scale + dScale, shift + dShift);
                if (++polished == PolishingSteps)
                    return new Fit(new PlattMap(scale, shift - scale * mean));
                continue;
            }
            var length = 1.0;
            var next = Loss(centred, labels, scale + dScale, shift + dShift);
            while (!(next < loss) && length > 1e-12)
                next = Loss(centred, labels, scale + (length /= 2) * dScale, shift + length * dShift);
            if (!(next < loss))
                break;
            (scale, shift, loss) = (scale + length * dScale, shift + length * dShift, next);
        }
        return Fit.NotSettled(MostSteps);
    }

    private static (double[] Centred, double Mean) Centred(ReadOnlySpan<float> logits)
    {
        var sum = 0.0;
        foreach (var z in logits)
            sum += z;
        var mean = sum / logits.Length;
        var centred = new double[logits.Length];
        for (var i = 0; i < centred.Length; i++)
            centred[i] = logits[i] - mean;
        return (centred, mean);
    }

    /// <returns>Newton's step, and the decrease of the mean loss that it promises: half the squared Newton decrement.</returns>
    private static (double Scale, double Shift, double Left) Step(
        ReadOnlySpan<double> centred, ReadOnlySpan<byte> labels, double scale, double shift)
    {
        double gScale = 0, gShift = 0, hScale = 0, hBoth = 0, hShift = 0;
        for (var i = 0; i < centred.Length; i++)
        {
            var z = centred[i];
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
        return (dScale, dShift, -(gScale * dScale + gShift * dShift) / 2 / centred.Length);
    }

    private static double Loss(ReadOnlySpan<double> centred, ReadOnlySpan<byte> labels, double scale, double shift)
    {
        var sum = 0.0;
        for (var i = 0; i < centred.Length; i++)
            sum += Logistic.Loss(scale * centred[i] + shift, labels[i] != 0);
        return sum / centred.Length;
    }

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
            new PlattMap(scale, odds - scale * boundary),
            "The two classes are separable on validation. A larger scale is always better, so the smallest one that is as "
                + "good to within 1e-9 was taken.");
    }

    private static double LogOdds(ReadOnlySpan<byte> labels)
    {
        double positives = labels.Count((byte)1);
        return Math.Log(positives / (labels.Length - positives));
    }
}
