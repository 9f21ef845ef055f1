using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Encoders;

/// <summary>What an encoder's graph reads.</summary>
/// <param name="InputIds">(B, T) int64</param>
/// <param name="AttentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
/// <param name="TokenTypeIds">(B, T) int64; null for a family without them.</param>
internal sealed record EncoderInputs(GraphValue InputIds, GraphValue AttentionMask, GraphValue? TokenTypeIds);
