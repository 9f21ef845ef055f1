using Emotune.Model.Network;

namespace Emotune.Model.Onnx.Families;

/// <summary>RoBERTa.</summary>
internal static class RobertaGraph
{
    public static FamilyGraph Value { get; } = new()
    {
        Family = EncoderFamily.Roberta,
        Positions = CountedPositions.OverPadding,
    };
}
