using Emotune.Model.Onnx.Format;

namespace Emotune.Model.Onnx.Graphs;

/// <summary>ONNX's operations by their names, as far as the graphs here need them.</summary>
internal static class Operations
{
    public static GraphValue Add(this GraphBuilder graph, GraphValue a, GraphValue b) => graph.Node("Add", [a, b]);

    public static GraphValue Subtract(this GraphBuilder graph, GraphValue a, GraphValue b) => graph.Node("Sub", [a, b]);

    public static GraphValue Multiply(this GraphBuilder graph, GraphValue a, GraphValue b) => graph.Node("Mul", [a, b]);

    public static GraphValue Divide(this GraphBuilder graph, GraphValue a, GraphValue b) => graph.Node("Div", [a, b]);

    public static GraphValue Product(this GraphBuilder graph, GraphValue a, GraphValue b) => graph.Node("MatMul", [a, b]);

    public static GraphValue Sigmoid(this GraphBuilder graph, GraphValue x) => graph.Node("Sigmoid", [x]);

    public static GraphValue AtLeast(this GraphBuilder graph, GraphValue a, GraphValue b) => graph.Node("GreaterOrEqual", [a, b]);

    public static GraphValue Cast(this GraphBuilder graph, GraphValue x, OnnxType type) =>
        graph.Node("Cast", [x], OnnxAttribute.Of("to", (long)type));

    public static GraphValue Gather(this GraphBuilder graph, GraphValue data, GraphValue indices, long axis = 0) =>
        graph.Node("Gather", [data, indices], OnnxAttribute.Of("axis", axis));

    public static GraphValue Unsqueeze(this GraphBuilder graph, GraphValue x, long axis) =>
        graph.Node("Unsqueeze", [x, graph.List(axis)]);

    public static GraphValue Reshape(this GraphBuilder graph, GraphValue x, params long[] shape) =>
        graph.Node("Reshape", [x, graph.List(shape)]);

    public static GraphValue Transpose(this GraphBuilder graph, GraphValue x, params long[] order) =>
        graph.Node("Transpose", [x], OnnxAttribute.Of("perm", order));

    /// <summary>A part of the last axis, from <paramref name="start"/> to before <paramref name="end"/>.</summary>
    public static GraphValue Slice(this GraphBuilder graph, GraphValue x, long start, long end) =>
        graph.Node("Slice", [x, graph.List(start), graph.List(end), graph.List(-1)]);

    /// <summary>The sum along an axis, which is gone afterwards.</summary>
    public static GraphValue Sum(this GraphBuilder graph, GraphValue x, long axis) =>
        graph.Node("ReduceSum", [x, graph.List(axis)], OnnxAttribute.Of("keepdims", 0L));
}
