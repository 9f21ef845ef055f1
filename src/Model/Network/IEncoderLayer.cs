using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>One layer of an encoder.</summary>
internal interface IEncoderLayer
{
    /// <summary>Whether training and prediction have a packed form of such layers.</summary>
    bool IsPacked { get; }

    /// <param name="x">(B, T, C)</param>
    /// <param name="additiveMask">(B, 1, 1, T): 0 where a token may be looked at, the lowest finite number where it may not.</param>
    /// <returns>(B, T, C)</returns>
    Tensor Forward(Tensor x, Tensor additiveMask);
}
