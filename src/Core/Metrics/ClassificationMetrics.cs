namespace Emotune.Metrics;

/// <summary>
/// How decisions fare, averaged in scikit-learn's four ways; ratios without a denominator are zero and count in the averages.
/// </summary>
/// <param name="Micro">All decisions in one table.</param>
/// <param name="Macro">The mean over labels.</param>
/// <param name="Weighted">The mean over labels, weighted by their positives.</param>
/// <param name="Samples">The mean over comments.</param>
/// <param name="HammingLoss">The share of decisions that are wrong.</param>
/// <param name="SubsetAccuracy">The share of comments with every decision right.</param>
/// <param name="JaccardSamples">Mean over comments of |true ∩ predicted| ÷ |true ∪ predicted|.</param>
internal sealed record ClassificationMetrics(
    Scores Micro,
    Scores Macro,
    Scores Weighted,
    Scores Samples,
    double HammingLoss,
    double SubsetAccuracy,
    double JaccardSamples,
    IReadOnlyList<ConfusionCounts> Labels)
{
    public static ClassificationMetrics Of(Decisions decisions)
    {
        var labels = decisions.CountsByLabel();
        var all = labels.Aggregate((a, b) => a + b);
        var rows = RowAverages.Of(decisions);
        return new ClassificationMetrics(
            all.Scores,
            Average(labels, _ => 1),
            Average(labels, c => c.Positives),
            rows.Scores,
            ConfusionCounts.Ratio(all.FalsePositives + all.FalseNegatives, decisions.Labels.Length),
            rows.SubsetAccuracy,
            rows.Jaccard,
            labels);
    }

    private static Scores Average(ConfusionCounts[] labels, Func<ConfusionCounts, long> weight)
    {
        var total = labels.Sum(weight);
        double Mean(Func<ConfusionCounts, double> figure) => total == 0 ? 0 : labels.Sum(c => weight(c) * figure(c)) / total;
        return new Scores(Mean(c => c.Precision), Mean(c => c.Recall), Mean(c => c.F1));
    }

    private readonly record struct RowAverages(Scores Scores, double SubsetAccuracy, double Jaccard)
    {
        public static RowAverages Of(Decisions decisions)
        {
            double precision = 0, recall = 0, f1 = 0, jaccard = 0;
            long exact = 0;
            for (var start = 0; start < decisions.Labels.Length; start += decisions.LabelCount)
            {
                var (both, predicted, positives) = CountRow(decisions, start);
                precision += ConfusionCounts.Ratio(both, predicted);
                recall += ConfusionCounts.Ratio(both, positives);
                f1 += ConfusionCounts.Ratio(2 * both, predicted + positives);
                jaccard += ConfusionCounts.Ratio(both, predicted + positives - both);
                exact += both == predicted && both == positives ? 1 : 0;
            }
            double rows = decisions.Rows;
            return new RowAverages(new Scores(precision / rows, recall / rows, f1 / rows), exact / rows, jaccard / rows);
        }

        private static (int Both, int Predicted, int Positives) CountRow(Decisions decisions, int start)
        {
            int both = 0, predicted = 0, positives = 0;
            for (var i = start; i < start + decisions.LabelCount; i++)
            {
                both += decisions.Predicted[i] & decisions.Labels[i];
                predicted += decisions.Predicted[i];
                positives += decisions.Labels[i];
            }
            return (both, predicted, positives);
        }
    }
}
