namespace Emotune.Model.Resampling.SquaredError;

/// <summary>Intervals of debiased squared calibration errors: of each label and of their means.</summary>
/// <param name="resampled">By figure and resample, of <paramref name="statistic"/>.</param>
internal sealed class SquaredErrors(SquaredErrorResampling statistic, double[][] resampled, double confidence)
{
    private readonly double[] _equally = [.. Enumerable.Repeat(1.0 / statistic.Labels.Count, statistic.Labels.Count)];

    /// <summary>At the observed gaps, mean over labels: what differences are made of.</summary>
    public SquaredErrorTerms Observed() => SquaredErrorTerms.Combine(
        [.. _equally.Select((_, j) => Terms(j, SquaredErrorPart.ObservedLinear, SquaredErrorPart.ObservedWeighting))], _equally);

    public Interval OfLabel(int label) =>
        SquaredErrorInterval.Of(statistic.Labels[label].Unbiased, Shape(label), statistic.Labels[label].ShapeSquare, confidence);

    public Interval OfMean() => Of(_equally, moved: null);

    /// <summary>Of the mean weighted by positives, whose numbers vary as well; null where there are none.</summary>
    public Interval? OfWeightedMean()
    {
        double positives = statistic.Labels.Sum(l => l.Positives);
        if (positives == 0)
            return null;
        double[] weights = [.. statistic.Labels.Select(l => l.Positives / positives)];
        var mean = statistic.Labels.Zip(weights, (l, w) => l.ShapeSquare * w).Sum();
        var moved = new double[resampled[0].Length];
        for (var j = 0; j < weights.Length; j++)
        {
            for (var r = 0; r < moved.Length; r++)
            {
                moved[r] += (resampled[At(j, SquaredErrorPart.Positives)][r] - statistic.Labels[j]
                    .Positives) / positives * (statistic.Labels[j].ShapeSquare - mean);
            }
        }

        return Of(weights, moved);
    }

    /// <param name="moved">By resample: how the mean square of the shapes changes with the labels' weights.</param>
    private Interval Of(double[] weights, double[]? moved)
    {
        var terms = SquaredErrorTerms.Combine([.. weights.Select((_, j) => Shape(j))], weights);
        if (moved is not null)
            terms = terms with { Weighting = [.. terms.Weighting.Zip(moved, (w, m) => w + m)] };
        double Mean(Func<GapBins, double> of) => statistic.Labels.Zip(weights, (l, w) => of(l) * w).Sum();
        return SquaredErrorInterval.Of(Mean(l => l.Unbiased), terms, Mean(l => l.ShapeSquare), confidence);
    }

    // The noise taken off goes with the gap where positives are rare (more of them make p − y smaller and its variance larger), so that
    // it belongs to the scatter.
    private SquaredErrorTerms Shape(int label)
    {
        var terms = Terms(label, SquaredErrorPart.ShapeLinear, SquaredErrorPart.ShapeWeighting);
        return terms with { Quadratic = [.. terms.Quadratic.Zip(resampled[At(label, SquaredErrorPart.Noise)], (q, noise) => q - noise)] };
    }

    private SquaredErrorTerms Terms(int label, SquaredErrorPart linear, SquaredErrorPart weighting) =>
        new(resampled[At(label, linear)], resampled[At(label, weighting)], resampled[At(label, SquaredErrorPart.Quadratic)]);

    private static int At(int label, SquaredErrorPart part) => label * SquaredErrorResampling.Parts + (int)part;
}
