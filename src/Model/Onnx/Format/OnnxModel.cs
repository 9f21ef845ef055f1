namespace Emotune.Model.Onnx.Format;

/// <summary>A whole graph with its constants: what <see cref="OnnxFile"/> writes.</summary>
internal sealed record OnnxModel(
    IReadOnlyList<OnnxPort> Inputs, IReadOnlyList<OnnxPort> Outputs, IReadOnlyList<OnnxNode> Nodes, IReadOnlyList<OnnxTensor> Tensors)
{
    /// <summary>The version of ONNX's operators.</summary>
    public const int Opset = 18;

    // The version of the file's format that came with the operators.
    private const int FormatVersion = 8;

    /// <summary>The model as ONNX's <c>ModelProto</c>.</summary>
    /// <param name="tensor">Makes a constant's <c>TensorProto</c>.</param>
    public ProtoMessage ToMessage(Func<OnnxTensor, ProtoMessage> tensor)
    {
        var operators = new ProtoMessage().Add(Field.Domain, "").Add(Field.Version, Opset);
        return new ProtoMessage()
            .Add(Field.FormatVersion, FormatVersion)
            .Add(Field.Producer, "emotune")
            .Add(Field.Graph, Graph(tensor))
            .Add(Field.Operators, operators);
    }

    private ProtoMessage Graph(Func<OnnxTensor, ProtoMessage> tensor)
    {
        var graph = new ProtoMessage();
        foreach (var node in Nodes)
            graph.Add(Field.Node, node.ToMessage());
        graph.Add(Field.GraphName, "classifier");
        foreach (var constant in Tensors)
            graph.Add(Field.Tensor, tensor(constant));
        foreach (var input in Inputs)
            graph.Add(Field.Input, input.ToMessage());
        foreach (var output in Outputs)
            graph.Add(Field.Output, output.ToMessage());
        return graph;
    }

    private static class Field
    {
        // ModelProto
        public const int FormatVersion = 1, Producer = 2, Graph = 7, Operators = 8;

        // OperatorSetIdProto
        public const int Domain = 1, Version = 2;

        // GraphProto
        public const int Node = 1, GraphName = 2, Tensor = 5, Input = 11, Output = 12;
    }
}
