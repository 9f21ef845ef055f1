using Emotune.Model.Network;

namespace Emotune.Model.Onnx.Families;

/// <summary>MPNet.</summary>
internal static class MpnetGraph
{
    public static FamilyGraph Value { get; } = RobertaGraph.Value with { Family = EncoderFamily.Mpnet };
}
