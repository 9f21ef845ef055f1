using Emotune.Calibration;
using Emotune.Metrics;

namespace Emotune.Model.Evaluation;

/// <summary>The ways to decide that a report compares, and the floor: always the label most frequent in validation.</summary>
/// <param name="Named">In the order of <see cref="DecisionNames"/>.</param>
internal sealed record DecisionSet(IReadOnlyList<(string Name, Decisions Decisions)> Named, Decisions MostFrequent)
{
    public static DecisionSet Of(
        Predictions test, ProbabilityColumns raw, ProbabilityColumns calibrated, DecisionThresholds thresholds, int mostFrequentLabel)
    {
        var labels = test.LabelCount;
        var probabilities = calibrated.RowMajorProbabilities();
        double[] Same(double threshold) => [.. Enumerable.Repeat(threshold, labels)];
        double[] oracle = [.. DecisionThresholds.BestPerLabel(probabilities, test.Labels, labels).Select(t => t.Value)];
        return new DecisionSet(
            [
                (DecisionNames.Half, Decisions.At(raw.RowMajorProbabilities(), Same(0.5), test.Labels)),
                (DecisionNames.Global, Decisions.At(probabilities, Same(thresholds.Global), test.Labels)),
                (DecisionNames.Validation, Decisions.At(probabilities, [.. thresholds.Labels], test.Labels)),
                (DecisionNames.Oracle, Decisions.At(probabilities, oracle, test.Labels)),
            ],
            Decisions.Always(mostFrequentLabel, test.Labels, labels));
    }

    public Decisions Of(string name) => Named.Single(d => d.Name == name).Decisions;
}
