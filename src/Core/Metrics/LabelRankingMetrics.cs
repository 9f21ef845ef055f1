namespace Emotune.Metrics;

/// <summary>
/// How well each comment's own labels rank among all labels, averaged over comments (Tsoumakas et al., "Mining Multi-label Data", 2010).
/// </summary>
/// <param name="AveragePrecision">Mean over a comment's true labels of the share of true ones among those ranked at least as high; one
/// for a comment with none or all.</param>
/// <param name="CoverageError">How far down the ranking one goes to have all of a comment's labels; zero for a comment with none.</param>
/// <param name="RankingLoss">The share of (true, false) pairs in the wrong order, ties being wrong; zero for a comment with none or
/// all.</param>
internal sealed record LabelRankingMetrics(double AveragePrecision, double CoverageError, double RankingLoss)
{
    public static LabelRankingMetrics Of(Predictions predictions)
    {
        double precision = 0, coverage = 0, loss = 0;
        for (var row = 0; row < predictions.Rows; row++)
        {
            var span = new Range(row * predictions.LabelCount, (row + 1) * predictions.LabelCount);
            var one = OfRow(predictions.Logits.AsSpan(span), predictions.Labels.AsSpan(span));
            precision += one.AveragePrecision;
            coverage += one.CoverageError;
            loss += one.RankingLoss;
        }
        double rows = predictions.Rows;
        return new LabelRankingMetrics(precision / rows, coverage / rows, loss / rows);
    }

    private static LabelRankingMetrics OfRow(ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels)
    {
        var positives = labels.Count((byte)1);
        var (precision, coverage, wrong) = (0.0, 0, 0L);
        for (var j = 0; j < labels.Length; j++)
        {
            if (labels[j] == 0)
                continue;
            var (rank, trueRank) = RankOf(scores[j], scores, labels);
            precision += (double)trueRank / rank;
            coverage = Math.Max(coverage, rank);
            wrong += rank - trueRank;
        }
        return positives == 0 || positives == labels.Length
            ? new LabelRankingMetrics(1, coverage, 0)
            : new LabelRankingMetrics(precision / positives, coverage, (double)wrong / ((long)positives * (labels.Length - positives)));
    }

    private static (int Rank, int TrueRank) RankOf(float score, ReadOnlySpan<float> scores, ReadOnlySpan<byte> labels)
    {
        var (rank, trueRank) = (0, 0);
        for (var k = 0; k < scores.Length; k++)
        {
            var above = scores[k] >= score ? 1 : 0;
            rank += above;
            trueRank += above & labels[k];
        }
        return (rank, trueRank);
    }
}
