using System.Runtime.Intrinsics;
using Emotune.Metrics;

namespace Emotune.Model.Resampling;

/// <summary>
/// Micro, macro and weighted F1 of given decisions on resampled rows, then each label's. Only rows with a positive or a prediction are
/// visited.
/// </summary>
internal sealed class F1Resampling : IResampleStatistic
{
    public const int Micro = 0;
    public const int Macro = 1;
    public const int Weighted = 2;
    public const int FirstLabel = 3;

    private readonly int[][] _positives;
    private readonly int[][] _predicted;
    private readonly int[][] _hits;

    public F1Resampling(Decisions decisions)
    {
        int[][] RowsWhere(Func<int, bool> holds)
        {
            List<int>[] rows = [.. Enumerable.Range(0, decisions.LabelCount).Select(_ => new List<int>())];
            for (var (i, j, row) = (0, 0, 0); i < decisions.Labels.Length; i++)
            {
                if (holds(i))
                    rows[j].Add(row);
                (j, row) = j + 1 < rows.Length ? (j + 1, row) : (0, row + 1);
            }
            return Array.ConvertAll(rows, r => r.ToArray());
        }
        _positives = RowsWhere(i => decisions.Labels[i] != 0);
        _predicted = RowsWhere(i => decisions.Predicted[i] != 0);
        _hits = RowsWhere(i => (decisions.Labels[i] & decisions.Predicted[i]) != 0);
    }

    public int FigureCount => FirstLabel + _hits.Length;

    public void Compute(ResampleBlock block, Span<Vector512<double>> figures)
    {
        Vector512<double> f1Sum = default, weightedSum = default, allPositives = default, allHits = default, allDecided = default;
        for (var j = 0; j < _hits.Length; j++)
        {
            var hits = block.Sum(_hits[j]);
            var positives = block.Sum(_positives[j]);
            var decided = positives + block.Sum(_predicted[j]);
            var f1 = F1(hits, decided);
            figures[FirstLabel + j] = f1;
            f1Sum += f1;
            weightedSum += positives * f1;
            allPositives += positives;
            allHits += hits;
            allDecided += decided;
        }
        figures[Micro] = F1(allHits, allDecided);
        figures[Macro] = f1Sum / _hits.Length;
        figures[Weighted] = weightedSum / Vector512.Max(allPositives, Vector512<double>.One);
    }

    /// <summary>2·TP ÷ (positives + predicted); without either, 0 ÷ 1.</summary>
    private static Vector512<double> F1(Vector512<double> hits, Vector512<double> decided) =>
        2 * hits / Vector512.Max(decided, Vector512<double>.One);
}
