using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Evaluation;

/// <summary>What is wrong with probabilities, a label at a time, then averaged; or how that changes.</summary>
/// <param name="ExpectedCalibrationError">Over bins of equal width.</param>
/// <param name="EqualMassCalibrationError">Over bins of equal mass.</param>
/// <param name="MaximumCalibrationError">The largest gap of a bin of equal width.</param>
/// <param name="DebiasedSquaredError">Mean squared gap over bins of equal mass less what chance adds (Kumar et al., 2019); may be
/// negative.</param>
/// <param name="BrierReliability">Of <see cref="BrierDecomposition"/>, as the next two.</param>
/// <param name="NegativeLogLikelihood">In nats.</param>
internal sealed record CalibrationAverages(
    Estimate ExpectedCalibrationError,
    Estimate EqualMassCalibrationError,
    Estimate MaximumCalibrationError,
    Estimate DebiasedSquaredError,
    Estimate Brier,
    Estimate BrierReliability,
    Estimate BrierResolution,
    Estimate BrierUncertainty,
    Estimate NegativeLogLikelihood);
