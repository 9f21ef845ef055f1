using Emotune.Model.Lora;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Training;

/// <summary>A classifier as the trainer sees it: all of its weights, or an adapter's, are to be trained.</summary>
public sealed class TrainedClassifier : ITrainedNetwork
{
    private readonly SequenceClassifier _network;

    private TrainedClassifier(SequenceClassifier network, IReadOnlyList<TrainedParameter> parameters) =>
        (_network, Parameters) = (network, parameters);

    public IReadOnlyList<TrainedParameter> Parameters { get; }

    public IDropout? Dropout
    {
        get => _network.Execution.Dropout;
        set => _network.Execution.Dropout = value;
    }

    /// <summary>Full fine-tuning; a classifier that only predicts is one as well.</summary>
    public static TrainedClassifier Full(SequenceClassifier network) => new(network,
        [.. network.NamedParameters.Where(p => p.Value.requires_grad).Select(p =>
            new TrainedParameter(p.Name, p.Value, network.IsHead(p.Name) ? ParameterRole.Head : ParameterRole.Encoder))]);

    /// <summary>An adapter, the head, and the biases that the adapter's configuration asks for.</summary>
    public static TrainedClassifier Lora(LoraAdapter adapter) => new(adapter.Network,
        [.. adapter.Tensors.Select(t => new TrainedParameter(t.TrainedName, t.Parameter, RoleOf(t)))]);

    public Tensor Forward(Tensor inputIds, Tensor attentionMask) => _network.Forward(inputIds, attentionMask);

    public void SetTraining(bool training) => _network.train(training);

    private static ParameterRole RoleOf(AdapterTensor tensor) => tensor.Kind switch
    {
        AdapterTensorKind.Saved or AdapterTensorKind.Head => ParameterRole.Head,
        AdapterTensorKind.LowRank when tensor.TrainedName.Contains(".lora_B.", StringComparison.Ordinal) => ParameterRole.AdapterUp,
        _ => ParameterRole.Adapter,
    };
}
