using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>What the trainer needs of a network: a forward pass, and the parameters that it may change.</summary>
public interface ITrainedNetwork
{
    /// <summary>In a fixed order, each under a name of its own.</summary>
    IReadOnlyList<TrainedParameter> Parameters { get; }

    /// <summary>Where dropout's masks come from; null: none.</summary>
    IDropout? Dropout { get; set; }

    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T) int64: 1 = real token, 0 = padding.</param>
    /// <returns>Logits (B, L).</returns>
    Tensor Forward(Tensor inputIds, Tensor attentionMask);

    /// <summary>Dropout is active in training alone.</summary>
    void SetTraining(bool training);
}
