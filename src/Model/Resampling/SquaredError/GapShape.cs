namespace Emotune.Model.Resampling.SquaredError;

/// <summary>
/// How a label's miscalibration is spread over its bins, as far as the data tell: what <see cref="SquaredErrorInterval"/> scales.
/// </summary>
internal static class GapShape
{
    /// <summary>
    /// The gaps that a shift and a slope on the logit explain (Cox, "Two Further Applications of a Model for Binary Regression",
    /// 1958; one scoring step), and of the rest as much as chance does not explain (James and Stein, 1961). The observed gaps
    /// themselves are mostly noise where there is little error, and then say too little of the bins that the error is in.
    /// </summary>
    /// <returns>One gap a bin; zero where a bin does not count.</returns>
    public static double[] Of(IReadOnlyList<GapBin> bins)
    {
        var line = CoxLine.Of(bins);
        double squares = 0, noise = 0;
        foreach (var bin in bins.Where(b => b.Counts))
        {
            var rest = bin.Gap - line.Gap(bin);
            squares += bin.Count * rest * rest;
            noise += bin.Count * bin.Noise * Math.Max(0, 1 - line.Leverage(bin));
        }
        var kept = squares > 0 ? Math.Max(0, 1 - noise / squares) : 0;
        return [.. bins.Select(bin => bin.Counts ? line.Gap(bin) + kept * (bin.Gap - line.Gap(bin)) : 0)];
    }

    /// <summary>
    /// Gaps of the form spread·(shift + slope·(logit − center)), fitted so that their sum and, but for chance, their trend over the
    /// logit are the observed ones.
    /// </summary>
    private readonly record struct CoxLine(double Center, double Shift, double Slope, double ShiftInformation, double SlopeInformation)
    {
        public static CoxLine Of(IReadOnlyList<GapBin> bins)
        {
            double weight = 0, center = 0, slope = 0, shift = 0, trend = 0;
            foreach (var bin in bins.Where(b => b.Counts))
            {
                weight += bin.Count * bin.Spread;
                center += bin.Count * bin.Spread * Logit(bin);
                shift += bin.Count * bin.Gap;
            }
            if (weight == 0)
                return default;
            center /= weight;
            foreach (var bin in bins.Where(b => b.Counts))
            {
                slope += bin.Count * bin.Spread * (Logit(bin) - center) * (Logit(bin) - center);
                trend += bin.Count * bin.Gap * (Logit(bin) - center);
            }
            // Shrunk by what chance alone would make of it (the variance of a slope is one over its information): a trend where there
            // is none moves the error into bins with less noise, and the interval would be too narrow.
            var fitted = slope > 0 ? trend / slope : 0;
            var significance = fitted * fitted * slope;
            return new CoxLine(center, shift / weight, fitted * significance / (1 + significance), weight, slope);
        }

        public double Gap(GapBin bin) => bin.Spread * (Shift + Slope * (Logit(bin) - Center));

        /// <summary>The share of a bin's own noise in its fitted gap.</summary>
        public double Leverage(GapBin bin)
        {
            if (ShiftInformation == 0)
                return 0;
            var distance = Logit(bin) - Center;
            return bin.Count * bin.Spread * (1 / ShiftInformation + (SlopeInformation > 0 ? distance * distance / SlopeInformation : 0));
        }

        // Finite for probabilities of zero and one, whose spread is zero.
        private static double Logit(GapBin bin)
        {
            var p = Math.Clamp(bin.Probability, 1e-12, 1 - 1e-12);
            return Math.Log(p / (1 - p));
        }
    }
}
