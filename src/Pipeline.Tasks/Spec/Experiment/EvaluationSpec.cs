using Emotune.Model.Evaluation;
using Emotune.Model.Resampling;

namespace Emotune.Pipeline.Spec.Experiment;

/// <param name="Bins">Of reliability diagrams and calibration errors.</param>
/// <param name="MinPositives">Macro F1 is also given over labels with at least so many test positives.</param>
/// <param name="ExtraSets">Further labelled files that runs are measured on; null for none.</param>
internal sealed record EvaluationSpec(int Bins, int MinPositives, BootstrapSpec Bootstrap, IReadOnlyList<ExtraSetSpec>? ExtraSets)
{
    public EvaluationOptions ToOptions() => new(Bins, Bootstrap.ToOptions()) { MinPositives = MinPositives };
}

/// <summary>Intervals over test comments.</summary>
internal sealed record BootstrapSpec(int Resamples, double Confidence, int Seed, BootstrapInterval Interval)
{
    public BootstrapOptions ToOptions() => new(Resamples, Confidence, Seed) { Interval = Interval };
}
