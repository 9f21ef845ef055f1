namespace Emotune.Pipeline.Reporting.Shown;

/// <summary>One figure over a run's seeds; undefined ones are left out of the mean and counted.</summary>
/// <param name="Deviation">Of the sample (n − 1); null with fewer than two values.</param>
internal sealed record SeedStatistics(double? Mean, double? Deviation, int Defined, int Seeds)
{
    public static SeedStatistics Of(IEnumerable<double?> values)
    {
        var all = values.ToArray();
        var defined = all.OfType<double>().ToArray();
        if (defined.Length == 0) return new(null, null, 0, all.Length);
        var mean = defined.Average();
        double? deviation = defined.Length < 2
            ? null
            : Math.Sqrt(defined.Sum(v => (v - mean) * (v - mean)) / (defined.Length - 1));
        return new(mean, deviation, defined.Length, all.Length);
    }
}
