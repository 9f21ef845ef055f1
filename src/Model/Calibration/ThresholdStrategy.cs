using System.Text.Json.Serialization;

namespace Emotune.Model.Calibration;

/// <summary>How decision thresholds are chosen, on calibrated validation probabilities.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdStrategy>))]
public enum ThresholdStrategy
{
    /// <summary>A given one for all labels.</summary>
    [JsonStringEnumMemberName("fixed")] Fixed,

    /// <summary>One for all labels, of the best micro F1.</summary>
    [JsonStringEnumMemberName("global_f1")] GlobalF1,

    /// <summary>One a label, of its best F1.</summary>
    [JsonStringEnumMemberName("per_label_f1")] PerLabelF1,
}
