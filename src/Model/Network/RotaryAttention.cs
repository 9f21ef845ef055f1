using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>
/// Multi-head attention with rotary positions and one linear layer for queries, keys and values, over all tokens or over those nearby.
/// </summary>
internal sealed class RotaryAttention
{
    private readonly int _heads, _headSize;

    /// <param name="window">How far a token looks to each side; null for as far as there are tokens.</param>
    internal RotaryAttention(ModuleRegistry modules, string layer, RotaryTable rotary, int? window, bool hasBias)
    {
        var (config, names) = (modules.Config, modules.Names);
        (_heads, _headSize, Rotary, Window) = (config.HeadCount, config.HeadSize, rotary, window);
        Projection = modules.Linear($"{layer}.{names.Query}", config.HiddenSize, 3 * config.HiddenSize, hasBias);
        Output = modules.Linear($"{layer}.{names.AttentionOutput}", config.HiddenSize, config.HiddenSize, hasBias);
        Dropout = modules.Dropout(config.AttentionDropout);
    }

    /// <summary>Queries, keys and values, one above the other.</summary>
    internal Linear Projection { get; }

    internal Linear Output { get; }

    internal DropoutSite Dropout { get; }

    internal RotaryTable Rotary { get; }

    internal int? Window { get; }

    /// <param name="x">(B, T, C)</param>
    /// <param name="additiveMask">(B, 1, 1, T)</param>
    /// <returns>(B, T, C), without the residual.</returns>
    public Tensor Forward(Tensor x, Tensor additiveMask)
    {
        var (batch, length) = (x.shape[0], (int)x.shape[1]);
        var parts = Projection.Forward(x).view(batch, length, 3, _heads, _headSize).permute(2, 0, 3, 1, 4); // (3, B, H, T, D)
        var (cosines, sines) = Angles(length);
        var (q, k) = (Rotate(parts[0], cosines, sines), Rotate(parts[1], cosines, sines));
        var scores = matmul(q, k.transpose(-2, -1)) / Math.Sqrt(_headSize);                                 // (B, H, T, T)
        var mask = Window is { } window ? minimum(additiveMask, Band(length, window)) : additiveMask;
        var probabilities = nn.functional.softmax(scores + mask, -1);
        return Output.Forward(matmul(Dropout.Forward(probabilities), parts[2]).transpose(1, 2).reshape(x.shape));
    }

    /// <returns>(T, T): 0 where two tokens are near, the lowest finite number where they are not.</returns>
    private static Tensor Band(int length, int window)
    {
        var places = arange(length, ScalarType.Int64);
        return (places.unsqueeze(1) - places.unsqueeze(0)).abs().gt(window).to(ScalarType.Float32).mul(float.MinValue);
    }

    // (x₁, x₂) → (x₁ · cos − x₂ · sin, x₂ · cos + x₁ · sin), the halves of a head.
    private static Tensor Rotate(Tensor x, Tensor cosines, Tensor sines)
    {
        var half = x.shape[^1] / 2;
        var (first, second) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        return cat([first * cosines - second * sines, second * cosines + first * sines], -1);
    }

    // (T, D/2) each
    private (Tensor Cosines, Tensor Sines) Angles(int length)
    {
        var angles = Rotary.Of(length);
        return (tensor(angles.Cosines, [angles.Places, Rotary.Half]).narrow(0, 0, length),
            tensor(angles.Sines, [angles.Places, Rotary.Half]).narrow(0, 0, length));
    }
}
