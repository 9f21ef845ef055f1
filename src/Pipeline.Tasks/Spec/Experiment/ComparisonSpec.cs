using Emotune.Metrics;
using Emotune.Model.Comparison;

namespace Emotune.Pipeline.Spec.Experiment;

/// <summary>How runs are compared.</summary>
/// <param name="Search">What chooses, of each method's runs, the one that is compared; null for no search.</param>
/// <param name="Resamples">Of the paired intervals and tests; seed and confidence are those of
/// <see cref="EvaluationSpec.Bootstrap"/>.</param>
internal sealed record ComparisonSpec(ValidationMetric? Search, int Resamples)
{
    public ComparisonOptions ToOptions(EvaluationSpec evaluation) =>
        new(Search, evaluation.Bins, new(Resamples, evaluation.Bootstrap.Confidence, evaluation.Bootstrap.Seed));
}
