using Emotune.Model.Network;
using Emotune.Model.Onnx.Format;
using Emotune.Model.Onnx.Graphs;

namespace Emotune.Model.Onnx.Families;

/// <summary>The rows of the position table, counted in the graph: what <see cref="TokenPositions"/> says in tensors.</summary>
internal static class CountedPositions
{
    /// <summary>
    /// 0, 1, 2, … in each sequence. They are counted over ones of the ids' shape and not made by a range, whose length ONNX Runtime does
    /// not see to be the ids' own: it fuses a sum with its layer norm only where it knows that both addends are of one shape.
    /// </summary>
    public static GraphValue FromZero(GraphBuilder graph, GraphValue inputIds, EncoderConfig config)
    {
        using var scope = graph.Scope("positions");
        var ones = graph.Cast(graph.Node("Equal", [inputIds, inputIds]), OnnxType.Int64);
        return graph.Node("CumSum", [ones, graph.Scalar(1L)], OnnxAttribute.Of("exclusive", 1L));
    }

    /// <summary>From one above the padding's row; padding itself takes its row and does not count.</summary>
    public static GraphValue OverPadding(GraphBuilder graph, GraphValue inputIds, EncoderConfig config)
    {
        using var scope = graph.Scope("positions");
        var padding = graph.Scalar((long)config.PadTokenId);
        var tokens = graph.Cast(graph.Node("Not", [graph.Node("Equal", [inputIds, padding])]), OnnxType.Int64);
        var ordinals = graph.Node("CumSum", [tokens, graph.Scalar(1L)]);
        return graph.Add(graph.Multiply(ordinals, tokens), padding);
    }
}
