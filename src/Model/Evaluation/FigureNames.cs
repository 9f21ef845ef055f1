using Emotune.Metrics;

namespace Emotune.Model.Evaluation;

/// <summary>What programs call the figures that are spoken of by name.</summary>
internal static class FigureNames
{
    public const string MicroF1 = ValidationScore.MicroF1Name;
    public const string MacroF1 = ValidationScore.MacroF1Name;
    public const string WeightedF1 = "weighted_f1";
    public const string MacroAveragePrecision = ValidationScore.MacroAveragePrecisionName;

    /// <summary>Over bins of equal width, mean over labels.</summary>
    public const string ExpectedCalibrationError = "expected_calibration_error";

    /// <summary>Over bins of equal mass, mean over labels, without the share that chance adds to it.</summary>
    public const string DebiasedSquaredError = "debiased_squared_error";
}
