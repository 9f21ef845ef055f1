namespace Emotune.Metrics;

/// <summary>Cuts N rows into bins whose counts differ by one at most, the larger ones first (as numpy.array_split).</summary>
internal static class EqualMassBins
{
    /// <summary>Where each bin ends, excluded; empty bins end where they start.</summary>
    public static int[] Ends(int rows, int bins)
    {
        var ends = new int[bins];
        for (var (b, end) = (0, 0); b < bins; b++)
            ends[b] = end += rows / bins + (b < rows % bins ? 1 : 0);
        return ends;
    }
}
