namespace Emotune.Metrics;

/// <summary>Precision, recall and F1 in [0, 1], zero where undefined (as scikit-learn's <c>zero_division=0</c>).</summary>
internal sealed record Scores(double Precision, double Recall, double F1);
