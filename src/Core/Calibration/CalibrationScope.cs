using System.Text.Json.Serialization;

namespace Emotune.Calibration;

/// <summary>Whether all labels share one calibration or each has its own.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CalibrationScope>))]
internal enum CalibrationScope
{
    [JsonStringEnumMemberName("global")] Global,
    [JsonStringEnumMemberName("per_label")] PerLabel,
}
