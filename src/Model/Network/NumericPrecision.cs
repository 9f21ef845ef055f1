namespace Emotune.Model.Network;

/// <summary>The numbers that the linear layers multiply in, when a model is trained and when it predicts.</summary>
public enum NumericPrecision
{
    /// <summary>Single precision, by the fastest library at hand that computes it.</summary>
    Float32,

    /// <summary>
    /// Products of numbers rounded to bfloat16; twice as fast on processors that have it. Weights stay in single precision.
    /// </summary>
    Bfloat16,
}
