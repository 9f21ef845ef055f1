using Emotune.Model.Calibration;

namespace Emotune.Model.Metrics;

/// <summary>Probabilities, the logits that they are the logistic function of, and the truth: (L) columns of (N).</summary>
internal sealed record ProbabilityColumns(double[][] Probabilities, double[][] Logits, byte[][] Labels)
{
    public int Rows => Labels[0].Length;

    public static ProbabilityColumns Of(Predictions predictions, IEnumerable<CalibrationMap> maps)
    {
        CalibrationMap[] ofLabels = [.. maps];
        var columns = EachLabel.Of(ofLabels.Length, j =>
        {
            var (logits, map) = (predictions.LogitsOf(j), ofLabels[j]);
            return (Probabilities: Array.ConvertAll(logits, z => map.Probability(z)), Logits: Array.ConvertAll(logits, z => map.Logit(z)));
        });
        return new ProbabilityColumns(
            Array.ConvertAll(columns, c => c.Probabilities),
            Array.ConvertAll(columns, c => c.Logits),
            [.. Enumerable.Range(0, predictions.LabelCount).Select(predictions.LabelsOf)]);
    }

    /// <summary>Row by row, as decisions are taken.</summary>
    public double[] RowMajorProbabilities()
    {
        var values = new double[Rows * Labels.Length];
        for (var j = 0; j < Labels.Length; j++)
            for (var row = 0; row < Rows; row++)
                values[row * Labels.Length + j] = Probabilities[j][row];
        return values;
    }

    /// <summary>(N): a figure of (probability, logit, truth), averaged over labels.</summary>
    public double[] MeanByRow(Func<double, double, byte, double> figure)
    {
        var means = new double[Rows];
        for (var j = 0; j < Labels.Length; j++)
            for (var row = 0; row < means.Length; row++)
                means[row] += figure(Probabilities[j][row], Logits[j][row], Labels[j][row]) / Labels.Length;
        return means;
    }
}
