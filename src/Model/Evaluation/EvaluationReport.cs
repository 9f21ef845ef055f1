using System.Text.Json.Serialization;
using Emotune.Metrics;
using Emotune.Model.Resampling;
using Emotune.Model.Resampling.SquaredError;

namespace Emotune.Model.Evaluation;

/// <summary>The whole evaluation of one run and seed on the test split: <c>metrics.json</c>.</summary>
/// <param name="Decisions">One for each way of choosing thresholds, see <see cref="DecisionNames"/>.</param>
/// <param name="MacroAveragePrecision">The mean over labels with at least one positive.</param>
/// <param name="MostFrequentLabelMicroF1">Micro F1 of always predicting the label most frequent in validation: a floor.</param>
internal sealed record EvaluationReport(
    int Rows,
    IReadOnlyList<DecisionReport> Decisions,
    Estimate MacroAveragePrecision,
    Estimate MicroAveragePrecision,
    CalibrationReport Uncalibrated,
    CalibrationReport Calibrated,
    Estimate MostFrequentLabelMicroF1,
    Estimate MostFrequentLabelMacroF1,
    IReadOnlyList<LabelReport> Labels)
{
    /// <summary>After − before calibration, mean over labels, on the same comments: an interval above zero is harm.</summary>
    public CalibrationAverages? CalibrationChange { get; init; }

    public SupportedLabels? SupportedLabels { get; init; }

    /// <summary>Figures without a property of their own, by name, see <see cref="EvaluationFigures"/>; null where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, Estimate>? Further { get; init; }
}

/// <summary>Labels with enough test positives for a figure of their own to mean something.</summary>
/// <param name="MinPositives">On test.</param>
/// <param name="Count">So many labels have as many.</param>
internal sealed record SupportedLabels(int MinPositives, int Count);

/// <summary>The names of the ways to choose thresholds, in the order in which they are reported.</summary>
internal static class DecisionNames
{
    /// <summary>0.5 on uncalibrated probabilities.</summary>
    public const string Half = "half";

    /// <summary>One threshold for all labels, chosen on calibrated validation probabilities.</summary>
    public const string Global = "global";

    /// <summary>The experiment's own strategy, chosen on calibrated validation probabilities: the headline.</summary>
    public const string Validation = "validation";

    /// <summary>Chosen on test: a bound that nobody can reach honestly, never a result.</summary>
    public const string Oracle = "oracle";

    /// <summary>All of them, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [Half, Global, Validation, Oracle];
}

/// <summary>How the decisions at one set of thresholds fare.</summary>
/// <param name="ChosenOnTest">True for the bound alone.</param>
internal sealed record DecisionReport(
    string Name,
    bool ChosenOnTest,
    Scores Micro,
    Scores Macro,
    Scores Weighted,
    Scores Samples,
    Interval MicroF1Interval,
    Interval MacroF1Interval,
    double SubsetAccuracy,
    double HammingLoss,
    double JaccardSamples)
{
    /// <summary>Macro F1 over the <see cref="EvaluationReport.SupportedLabels"/>; undefined where there are none.</summary>
    public Estimate? SupportedMacroF1 { get; init; }
}

/// <summary>How far probabilities are from the fraction of positives, a label at a time, then averaged over labels.</summary>
/// <remarks>
/// Calibration errors' intervals are moved so that the resamples' mean falls on the figure: drawing rows twice widens every gap.
/// The debiased squared error's is a <see cref="SquaredErrorInterval"/>.
/// </remarks>
internal sealed record CalibrationReport(
    Estimate ExpectedCalibrationError,
    Estimate EqualMassCalibrationError,
    double MaximumCalibrationError,
    Estimate Brier,
    Estimate NegativeLogLikelihood)
{
    /// <summary>
    /// Root of the mean over labels of the squared error without the share that chance adds to it; zero where chance explains it all.
    /// </summary>
    public double? DebiasedCalibrationError { get; init; }

    public Interval? MaximumCalibrationErrorInterval { get; init; }

    /// <summary>
    /// The mean over labels itself, which may be negative, as may its bounds: where the upper one is, no error is seen at all.
    /// </summary>
    public Estimate? DebiasedSquaredError { get; init; }

    /// <summary>Of <see cref="BrierDecomposition"/>, as the next two.</summary>
    public Estimate? BrierReliability { get; init; }

    public Estimate? BrierResolution { get; init; }

    public Estimate? BrierUncertainty { get; init; }

    /// <summary>All of it, labels weighted by their test positives; null where there is none.</summary>
    public CalibrationAverages? Weighted { get; init; }
}

/// <summary>One label's figures on test: a row of <c>per_label.csv</c>.</summary>
/// <param name="Positives">Test comments that carry the label.</param>
/// <param name="AveragePrecision">Null without positives.</param>
/// <param name="RocAuc">Null without both classes.</param>
/// <param name="Threshold">Chosen on validation; above one where the label is never predicted.</param>
internal sealed record LabelReport(
    string Name,
    int Positives,
    Estimate AveragePrecision,
    double? RocAuc,
    double Threshold,
    Scores AtHalf,
    Scores AtThreshold,
    double EceBefore,
    double EceAfter,
    double BrierBefore,
    double BrierAfter,
    double NllBefore,
    double NllAfter)
{
    /// <summary>After − before, on the same comments: an interval above zero is harm.</summary>
    public Estimate? NllChange { get; init; }

    /// <summary>
    /// Two-sided, of no change, from ten times as many resamples as other figures have. The next by Holm's method over labels.
    /// </summary>
    public double? NllPValue { get; init; }

    public double? NllAdjustedPValue { get; init; }

    /// <summary>
    /// Mean squared gap over bins of equal mass without the share that chance adds; it and its bounds may be negative. The next after
    /// calibration.
    /// </summary>
    public Estimate? DebiasedSquaredBefore { get; init; }

    public Estimate? DebiasedSquaredAfter { get; init; }
}

/// <summary>
/// Reliability bins before and after calibration: <c>reliability.json</c>. The pooled curve has all labels' decisions in it.
/// </summary>
internal sealed record ReliabilityReport(
    IReadOnlyList<ReliabilityBin> PooledBefore,
    IReadOnlyList<ReliabilityBin> PooledAfter,
    IReadOnlyList<LabelReliability> Labels);

internal sealed record LabelReliability(string Name, IReadOnlyList<ReliabilityBin> Before, IReadOnlyList<ReliabilityBin> After);
