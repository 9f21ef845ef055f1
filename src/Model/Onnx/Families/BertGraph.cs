using Emotune.Model.Network;

namespace Emotune.Model.Onnx.Families;

/// <summary>BERT.</summary>
internal static class BertGraph
{
    public static FamilyGraph Value { get; } = new() { Family = EncoderFamily.Bert, TakesTokenTypes = true };
}
