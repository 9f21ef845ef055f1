using Emotune.Model.Network;
using Emotune.Model.Onnx.Encoders;

namespace Emotune.Model.Onnx.Families;

/// <summary>ELECTRA.</summary>
internal static class ElectraGraph
{
    public static FamilyGraph Value { get; } = new()
    {
        Family = EncoderFamily.Electra,
        TakesTokenTypes = true,
        HeadMiddle = (graph, _, x) => graph.Activate(Activation.Gelu, x),
    };
}
