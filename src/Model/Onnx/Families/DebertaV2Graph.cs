using Emotune.Model.Network;
using Emotune.Model.Network.Families;
using Emotune.Model.Onnx.Encoders;

namespace Emotune.Model.Onnx.Families;

/// <summary>DeBERTa-v2 and -v3.</summary>
internal static class DebertaV2Graph
{
    public static FamilyGraph Value { get; } = new()
    {
        Family = EncoderFamily.DebertaV2,
        TakesTokenTypes = true,
        HeadMiddle = (graph, network, x) => graph.Activate(((DebertaV2Head)network.Head).Activation, x),
    };
}
