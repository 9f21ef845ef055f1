using System.Text.Json.Serialization;

namespace Emotune.Calibration;

/// <summary>How logits become probabilities that can be taken at their word.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalibrationMethod>))]
internal enum CalibrationMethod
{
    /// <summary>σ(z).</summary>
    [JsonStringEnumMemberName("none"), Map<IdentityMap>] None,

    /// <summary>σ(z ÷ T) (Guo et al., "On Calibration of Modern Neural Networks", 2017).</summary>
    [JsonStringEnumMemberName("temperature"), Map<TemperatureMap>] Temperature,

    /// <summary>σ(a·z + c) (Platt, 1999), without his smoothed targets.</summary>
    [JsonStringEnumMemberName("platt"), Map<PlattMap>] Platt,

    /// <summary>The best non-decreasing function of σ(z) (Zadrozny and Elkan, 2002).</summary>
    [JsonStringEnumMemberName("isotonic"), Map<IsotonicMap>] Isotonic,

    /// <summary>σ(a·ln p − b·ln(1 − p) + c) with p = σ(z) (Kull, Silva Filho and Flach, 2017).</summary>
    [JsonStringEnumMemberName("beta"), Map<BetaMap>] Beta,
}
