using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Multi-head scaled dot-product attention over all tokens (Vaswani et al. 2017, arXiv:1706.03762).</summary>
internal sealed class SelfAttention
{
    private readonly int _heads;
    private readonly int _headSize;
    internal SelfAttention(ModuleRegistry modules, string layer)
    {
        var (config, names) = (modules.Config, modules.Names);
        (_heads, _headSize) = (config.HeadCount, config.HeadSize);
        Query = modules.Linear($"{layer}.{names.Query}", config.HiddenSize, config.HiddenSize);
        Key = modules.Linear($"{layer}.{names.Key}", config.HiddenSize, config.HiddenSize);
        Value = modules.Linear($"{layer}.{names.Value}", config.HiddenSize, config.HiddenSize);
        Output = modules.Linear($"{layer}.{names.AttentionOutput}", config.HiddenSize, config.HiddenSize);
        Dropout = modules.Dropout(config.AttentionDropout);
    }

    internal Linear Query { get; }

    internal Linear Key { get; }

    internal Linear Value { get; }

    internal Linear Output { get; }

    internal DropoutSite Dropout { get; }

    /// <param name="x">(B, T, C)</param>
    /// <param name="additiveMask">(B, 1, 1, T), or (B, H, T, T) with attention's biases: the lowest finite number where a token may not be
    /// looked at.</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        var q = SplitHeads(Query.Forward(x));
        var k = SplitHeads(Key.Forward(x));
        var v = SplitHeads(Value.Forward(x));
        return Output.Forward(Attend(q, k, v, additiveMask).transpose(1, 2).reshape(x.shape)); // (B, H, T, D) → (B, T, H, D) → (B, T, C)
    }

    // libtorch's fused attention draws its own dropout, where ours has to see the probabilities; and once oneDNN computes
    // single-precision products it takes ten times as long as these three steps.
    private Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor additiveMask)
    {
        var scores = matmul(q, k.transpose(-2, -1)) / Math.Sqrt(_headSize); // (B, H, T, T)
        var probabilities = nn.functional.softmax(scores + additiveMask, -1);
        return matmul(Dropout.Forward(probabilities), v);                  // (B, H, T, D)
    }

    private Tensor SplitHeads(Tensor x) =>
        x.view(x.shape[0], x.shape[1], _heads, _headSize).transpose(1, 2);   // (B, T, C) → (B, H, T, D)
}
