namespace Emotune.Model.Kernels;

/// <summary>
/// Attention of one comment over itself, head by head. Queries, keys and values stand side by side in a row of 3 · C numbers, without
/// their biases.
/// </summary>
internal unsafe interface IAttentionKernel : IDisposable
{
    /// <summary>softmax(q · kᵀ ÷ √D) · v of each head, into a row of C numbers a token.</summary>
    /// <param name="bias">3 · C</param>
    /// <param name="probabilities">Where a kernel that keeps its probabilities does so.</param>
    void Forward(PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix context);

    /// <summary>Gradient of the context to the gradients of queries, keys and values.</summary>
    void Backward(
        PackedSequence sequence, Matrix projected, float* bias, float* probabilities, DropoutBits? dropout, Matrix contextGradient,
        Matrix gradient);
}
