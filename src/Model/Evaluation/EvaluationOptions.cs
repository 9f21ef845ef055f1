using System.ComponentModel.DataAnnotations;
using Emotune.Diagnostics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <param name="Bins">Of reliability diagrams and calibration errors.</param>
internal sealed record EvaluationOptions([property: Range(2, 1000)] int Bins, BootstrapOptions Bootstrap)
{
    /// <summary>Macro F1 is also given over the labels with at least so many test positives.</summary>
    [Range(0, 1_000_000)]
    public int MinPositives { get; init; } = 10;

    /// <summary>15 bins, 1,000 resamples, 95 %.</summary>
    public static EvaluationOptions Default { get; } = new(15, new BootstrapOptions());

    /// <exception cref="DiagnosticException">EXP5008: a setting is out of range.</exception>
    internal void Check() =>
        OptionRanges.Faults(this, "evaluation.")
            .Concat(OptionRanges.Faults(Bootstrap, "bootstrap."))
            .ThrowIfAny(Problems.EvaluationSettingOutOfRange);
}
