using Emotune.Model.Network;

namespace Emotune.Model.Onnx.Families;

/// <summary>DistilBERT.</summary>
internal static class DistilBertGraph
{
    public static FamilyGraph Value { get; } = new() { Family = EncoderFamily.DistilBert, HeadActivation = "Relu" };
}
