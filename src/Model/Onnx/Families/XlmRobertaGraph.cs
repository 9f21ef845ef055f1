using Emotune.Model.Network;

namespace Emotune.Model.Onnx.Families;

/// <summary>XLM-R: RoBERTa's graph.</summary>
internal static class XlmRobertaGraph
{
    public static FamilyGraph Value { get; } = RobertaGraph.Value with { Family = EncoderFamily.XlmRoberta };
}
