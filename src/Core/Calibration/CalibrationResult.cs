using Emotune.Diagnostics;

namespace Emotune.Calibration;

/// <summary>One label's calibration and what it did on the split it was fitted to.</summary>
/// <param name="NllBefore">Mean negative log likelihood of σ(z) in nats.</param>
/// <param name="NllAfter">The same of the calibrated probabilities.</param>
/// <param name="Converged">False where no best map exists or none was fitted; then <paramref name="Note"/> says why.</param>
internal sealed record LabelCalibration(CalibrationMap Map, double NllBefore, double NllAfter, bool Converged, string? Note)
{
    /// <summary>Fitted together with other labels, for want of positives; <see cref="Note"/> says with which.</summary>
    public bool Pooled { get; init; }
}

/// <summary>A calibration for every label, fitted on validation: <c>calibration.json</c>.</summary>
/// <param name="Labels">One a label, in their order; with <see cref="CalibrationScope.Global"/> all have the same map.</param>
internal sealed record CalibrationResult(CalibrationMethod Method, CalibrationScope Scope, IReadOnlyList<LabelCalibration> Labels)
{
    /// <summary>Calibrated probabilities, (N × L) as the logits are.</summary>
    /// <exception cref="DiagnosticException">EXP5006: another number of labels.</exception>
    public double[] Calibrate(float[] logits, int labelCount)
    {
        CheckLabelCount(labelCount);
        var probabilities = new double[logits.Length];
        for (var i = 0; i < logits.Length; i++)
            probabilities[i] = Labels[i % labelCount].Map.Probability(logits[i]);
        return probabilities;
    }

    internal void CheckLabelCount(int labelCount)
    {
        if (Labels.Count != labelCount)
            throw new DiagnosticException(Problems.LabelCountMismatch.Given("calibration", Labels.Count, labelCount));
    }
}
