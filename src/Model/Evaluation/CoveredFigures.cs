using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>Another labelled data set beside test, over the same labels: those that the other set has a truth for.</summary>
/// <param name="Set">On the other set.</param>
/// <param name="Test">On the experiment's own test split.</param>
internal sealed record ExtraSetReport(CoveredFigures Set, CoveredFigures Test);

/// <summary>A run's figures over some labels alone, at the calibration and the thresholds that validation gave it.</summary>
/// <param name="Rows">Comments.</param>
/// <param name="MacroAveragePrecision">The mean over labels with at least one positive; undefined without any.</param>
/// <param name="MostFrequentLabelMicroF1">Of always predicting the one of these labels that is most frequent in validation: a
/// floor.</param>
/// <param name="Labels">In the order of the set's covered labels.</param>
internal sealed record CoveredFigures(
    int Rows,
    Estimate MicroF1,
    Estimate MacroF1,
    Estimate MacroAveragePrecision,
    CalibrationReport Uncalibrated,
    CalibrationReport Calibrated,
    CalibrationAverages CalibrationChange,
    Estimate MostFrequentLabelMicroF1,
    IReadOnlyList<CoveredLabelFigures> Labels);

/// <summary>One label's figures, or those of several that are judged as one.</summary>
/// <param name="Positives">Comments that carry it.</param>
/// <param name="AveragePrecision">Null without positives.</param>
/// <param name="AtThreshold">A group is predicted where any of its labels reaches its own threshold.</param>
/// <param name="ExpectedCalibrationError">After calibration, as the next two.</param>
internal sealed record CoveredLabelFigures(
    string Name,
    int Positives,
    Estimate AveragePrecision,
    Scores AtThreshold,
    double ExpectedCalibrationError,
    double Brier,
    double NegativeLogLikelihood);
