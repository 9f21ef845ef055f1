using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling;

/// <summary>One label's precision, recall and F1 at several thresholds on resampled rows; NaN where undefined.</summary>
internal sealed class LabelThresholds : IResampleStatistic
{
    public const int Precision = 0;
    public const int Recall = 1;
    public const int F1 = 2;
    public const int FiguresEach = 3;

    private readonly int[] _rows;
    private readonly byte[] _labels;
    private readonly int[] _ends;
    private readonly int[] _positives;

    /// <param name="thresholds">Ascending.</param>
    public LabelThresholds(double[] probabilities, byte[] labels, double[] thresholds)
    {
        Thresholds = thresholds;
        _rows = StableOrder.Ascending(probabilities);
        Array.Reverse(_rows);
        _labels = Array.ConvertAll(_rows, row => labels[row]);
        _positives = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] != 0)];
        _ends = new int[thresholds.Length];
        for (var (k, end) = (thresholds.Length - 1, 0); k >= 0; k--)
        {
            while (end < _rows.Length && probabilities[_rows[end]] >= thresholds[k])
                end++;
            _ends[k] = end;
        }
    }

    public double[] Thresholds { get; }

    public int FigureCount => FiguresEach * Thresholds.Length;

    /// <summary>On the rows as they are, one a threshold.</summary>
    public ConfusionCounts[] Counts()
    {
        var counts = new ConfusionCounts[Thresholds.Length];
        for (var (k, i, hits) = (counts.Length - 1, 0, 0L); k >= 0; k--)
        {
            for (; i < _ends[k]; i++)
                hits += _labels[i];
            var misses = _positives.Length - hits;
            counts[k] = new ConfusionCounts(hits, i - hits, misses, _rows.Length - i - misses);
        }
        return counts;
    }

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        var positives = block.Sum(_positives);
        Vector512<double> predicted = default, hits = default;
        for (var (k, i) = (Thresholds.Length - 1, 0); k >= 0; k--)
        {
            for (; i < _ends[k]; i++)
            {
                var weight = block.Weights[_rows[i]];
                predicted += weight;
                hits += weight * _labels[i];
            }
            // Without a denominator 0 ÷ 0, which is NaN; F1 only without positives.
            figures[k * FiguresEach + Precision] = hits / predicted;
            figures[k * FiguresEach + Recall] = hits / positives;
            figures[k * FiguresEach + F1] = 2 * hits / (predicted + positives) + 0 * hits / positives;
        }
    }
}
