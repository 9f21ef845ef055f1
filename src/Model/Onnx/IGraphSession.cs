namespace Emotune.Model.Onnx;

/// <summary>A graph that a runtime has loaded.</summary>
internal interface IGraphSession : IDisposable
{
    /// <param name="inputIds">(rows, length)</param>
    /// <param name="attentionMask">(rows, length): 1 = real token, 0 = padding.</param>
    /// <returns>(rows, L)</returns>
    float[] Logits(long[] inputIds, long[] attentionMask, int rows, int length);
}
