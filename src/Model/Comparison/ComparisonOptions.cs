using Emotune.Metrics;
using Emotune.Model.Resampling;

namespace Emotune.Model.Comparison;

/// <param name="Search">The validation figure that chooses each method's run; null for no search.</param>
/// <param name="Bins">Of the calibration errors.</param>
/// <param name="Bootstrap">Of the contrasts.</param>
internal sealed record ComparisonOptions(ValidationMetric? Search, int Bins, BootstrapOptions Bootstrap);
