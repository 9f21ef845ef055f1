using Emotune.Model.Network;
using Emotune.Model.Network.Families;
using Emotune.Model.Onnx.Encoders;

namespace Emotune.Model.Onnx.Families;

/// <summary>ModernBERT.</summary>
internal static class ModernBertGraph
{
    public static FamilyGraph Value { get; } = new()
    {
        Family = EncoderFamily.ModernBert,
        HeadMiddle = (graph, network, x) =>
        {
            var head = (ModernBertHead)network.Head;
            return graph.Normalise("head.norm", head.Norm, graph.Activate(head.Activation, x));
        },
    };
}
