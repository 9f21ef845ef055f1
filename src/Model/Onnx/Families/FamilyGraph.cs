using Emotune.Diagnostics;
using Emotune.Model.Network;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Families;

/// <summary>What tells one family's graph from another's. Each family's values stand in one file.</summary>
internal sealed record FamilyGraph
{
    private static readonly FamilyGraph[] All = [
        BertGraph.Value, DistilBertGraph.Value, RobertaGraph.Value, XlmRobertaGraph.Value, ElectraGraph.Value, MpnetGraph.Value,
        ModernBertGraph.Value, DebertaV2Graph.Value];

    public required EncoderFamily Family { get; init; }

    /// <summary>Whether programs give the graph <c>token_type_ids</c>; those of another family would fail if it asked for them.</summary>
    public bool TakesTokenTypes { get; init; }

    /// <summary>What stands between the two linear layers of the family's own head.</summary>
    public Func<GraphBuilder, SequenceClassifier, GraphValue, GraphValue> HeadMiddle { get; init; } =
        (graph, _, x) => graph.Node("Tanh", [x]);

    /// <summary>From the ids (B, T) to the rows of the position table (B, T).</summary>
    public Func<GraphBuilder, GraphValue, EncoderConfig, GraphValue> Positions { get; init; } = CountedPositions.FromZero;

    /// <exception cref="DiagnosticException">EXP4130: there is no graph of this family.</exception>
    public static FamilyGraph Of(EncoderFamily family) => All.FirstOrDefault(g => g.Family.ModelType == family.ModelType)
        ?? throw new DiagnosticException(
            Problems.FamilyNotExported.Given(family.DisplayName, string.Join(", ", All.Select(g => g.Family.DisplayName))));
}
