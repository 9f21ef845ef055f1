namespace Emotune.Model.Network;

/// <summary>Says in what numbers the linear layers multiply.</summary>
public enum TrainingPrecision
{
    /// <summary>Products are computed in single precision, by the fastest library at hand.</summary>
    Float32,

    /// <summary>
    /// Products are computed from numbers rounded to bfloat16, which is twice as fast on processors that have it. Weights stay in
    /// single precision.
    /// </summary>
    BFloat16,
}
