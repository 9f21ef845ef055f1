namespace Emotune.Metrics;

/// <summary>Bins of equal width over [0, 1]: lower edge included, upper edge excluded but for the last bin's.</summary>
internal static class ReliabilityBins
{
    /// <param name="probabilities">(N) in [0, 1].</param>
    /// <param name="labels">(N) 0 or 1.</param>
    public static ReliabilityBin[] Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<byte> labels, int bins)
    {
        var edges = Edges(bins);
        var (counts, positives, sums) = (new int[bins], new int[bins], new double[bins]);
        for (var i = 0; i < probabilities.Length; i++)
        {
            var bin = IndexOf(probabilities[i], edges);
            counts[bin]++;
            positives[bin] += labels[i];
            sums[bin] += probabilities[i];
        }
        return [.. Enumerable.Range(0, bins).Select(b => counts[b] == 0
            ? new ReliabilityBin(edges[b], edges[b + 1], 0, null, null)
            : new ReliabilityBin(edges[b], edges[b + 1], counts[b], sums[b] / counts[b], (double)positives[b] / counts[b]))];
    }

    /// <summary>bins + 1 edges; the upper half counts down from one, so that the edges are symmetric.</summary>
    internal static double[] Edges(int bins)
    {
        var step = 1.0 / bins;
        return [.. Enumerable.Range(0, bins + 1).Select(i => i < (bins + 1) / 2 ? i * step : 1 - (bins - i) * step)];
    }

    internal static int IndexOf(double probability, double[] edges)
    {
        var bins = edges.Length - 1;
        var bin = Math.Clamp((int)(probability * bins), 0, bins - 1);
        // The product rounds; the edges decide.
        if (probability < edges[bin])
            bin--;
        else if (bin < bins - 1 && probability >= edges[bin + 1])
            bin++;
        return bin;
    }
}
