using System.Text.Json.Serialization;

namespace Emotune.Calibration;

/// <summary>How decision thresholds are chosen, on calibrated validation probabilities.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdStrategy>))]
internal enum ThresholdStrategy
{
    /// <summary>A given one for all labels.</summary>
    [JsonStringEnumMemberName("fixed")] Fixed,

    /// <summary>One for all labels, of the best micro F1.</summary>
    [JsonStringEnumMemberName("global_f1")] GlobalF1,

    /// <summary>One a label, of its best F1; the best macro F1, which has no part that two labels share.</summary>
    [JsonStringEnumMemberName("per_label_f1")] PerLabelF1,

    /// <summary>
    /// One a label, each in turn moved to where a <see cref="ThresholdObjective"/> of all labels is best, until none moves.
    /// </summary>
    [JsonStringEnumMemberName("coordinate_ascent")] CoordinateAscent,
}

/// <summary>What coordinate ascent climbs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdObjective>))]
internal enum ThresholdObjective
{
    [JsonStringEnumMemberName("micro_f1")] MicroF1,
    [JsonStringEnumMemberName("macro_f1")] MacroF1,

    /// <summary>The mean of micro and macro F1.</summary>
    [JsonStringEnumMemberName("mean_f1")] MeanF1,
}
