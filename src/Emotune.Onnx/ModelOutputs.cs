namespace Emotune.Onnx;

/// <summary>What the graph says of a batch.</summary>
/// <param name="Probabilities">(B × L) Calibrated.</param>
/// <param name="IsGiven">(B × L) Whether a probability reaches its label's threshold.</param>
internal sealed record ModelOutputs(float[] Probabilities, bool[] IsGiven);
