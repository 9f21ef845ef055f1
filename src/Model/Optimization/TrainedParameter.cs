using static TorchSharp.torch;

namespace Emotune.Model.Optimization;

/// <summary>What part of the network a trained parameter belongs to.</summary>
internal enum ParameterRole
{
    /// <summary>The pretrained encoder's own weights.</summary>
    Encoder,

    /// <summary>The classification head, pooler included where it is new.</summary>
    Head,

    /// <summary>Everything of an adapter but its up-projections.</summary>
    Adapter,

    /// <summary>An adapter's up-projection: <c>lora_B</c>.</summary>
    AdapterUp,
}

/// <summary>A parameter that training changes.</summary>
/// <param name="Name">As in the weights' file; identifies it in checkpoints.</param>
/// <param name="Tensor">A leaf that requires gradients: contiguous float32 on the CPU.</param>
/// <param name="LayersAbove">Encoder layers between it and the head: zero in the top layer and in the head, as many as there are layers
/// in the embeddings.</param>
internal sealed record TrainedParameter(string Name, Tensor Tensor, ParameterRole Role, int LayersAbove = 0);

/// <summary>Parameters that share a learning rate and a weight decay.</summary>
/// <param name="RateMultiplier">Times the schedule's learning rate.</param>
/// <param name="WeightDecay">Decoupled: each step shrinks a weight by learning rate × decay.</param>
internal sealed record ParameterGroup(string Name, double RateMultiplier, double WeightDecay, IReadOnlyList<TrainedParameter> Parameters);
