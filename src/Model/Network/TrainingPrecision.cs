namespace Emotune.Model.Network;

/// <summary>In what numbers the linear layers multiply.</summary>
public enum TrainingPrecision
{
    /// <summary>Single precision, by the fastest library at hand that computes it.</summary>
    Float32,

    /// <summary>
    /// Products of numbers rounded to bfloat16; twice as fast on processors that have it. Weights stay in single precision.
    /// </summary>
    BFloat16,
}
