namespace Emotune.Metrics;

/// <summary>Probabilities, the logits that they are the logistic function of, and the truth: (L) columns of (N).</summary>
internal sealed record ProbabilityColumns(double[][] Probabilities, double[][] Logits, byte[][] Labels)
{
    public int Rows => Labels[0].Length;

    /// <summary>Row by row, as decisions are taken.</summary>
    public double[] RowMajorProbabilities()
    {
        var values = new double[Rows * Labels.Length];
        for (var j = 0; j < Labels.Length; j++)
        {
            for (var row = 0; row < Rows; row++)
                values[row * Labels.Length + j] = Probabilities[j][row];
        }

        return values;
    }

    /// <summary>(N): a figure of (probability, logit, truth), averaged over labels.</summary>
    public double[] MeanByRow(Func<double, double, byte, double> figure)
    {
        var means = new double[Rows];
        for (var j = 0; j < Labels.Length; j++)
        {
            for (var row = 0; row < means.Length; row++)
                means[row] += figure(Probabilities[j][row], Logits[j][row], Labels[j][row]) / Labels.Length;
        }

        return means;
    }
}
