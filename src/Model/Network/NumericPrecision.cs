namespace Emotune.Model.Network;

/// <summary>Says in what numbers the linear layers multiply, when a model is trained and when it predicts.</summary>
public enum NumericPrecision
{
    /// <summary>Products are computed in single precision, by the fastest library at hand.</summary>
    Float32,

    /// <summary>
    /// Products are computed from numbers rounded to bfloat16, with sums in single precision. That is twice as fast on processors that
    /// multiply bfloat16, and as fast as <see cref="Float32"/> on the others. Weights stay in single precision.
    /// </summary>
    Bfloat16,
}
