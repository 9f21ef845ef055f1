using Emotune.Model.Network;
using Emotune.Model.Onnx.Encoders;

namespace Emotune.Model.Onnx.Families;

/// <summary>DistilBERT.</summary>
internal static class DistilBertGraph
{
    public static FamilyGraph Value { get; } = new()
    {
        Family = EncoderFamily.DistilBert,
        HeadMiddle = (graph, _, x) => graph.Activate(Activation.Relu, x),
    };
}
