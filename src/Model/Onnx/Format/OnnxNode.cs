namespace Emotune.Model.Onnx.Format;

/// <summary>One operation of the graph: names of values in, names of values out.</summary>
internal sealed record OnnxNode(
    string Name, string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyList<OnnxAttribute> Attributes)
{
    /// <summary>The node as ONNX's <c>NodeProto</c>.</summary>
    public ProtoMessage ToMessage()
    {
        var message = new ProtoMessage();
        foreach (var input in Inputs)
            message.Add(Field.Input, input);
        foreach (var output in Outputs)
            message.Add(Field.Output, output);
        message.Add(Field.Name, Name).Add(Field.Operation, Operation);
        foreach (var attribute in Attributes)
            message.Add(Field.Attribute, attribute.ToMessage());
        return message;
    }

    private static class Field
    {
        public const int Input = 1, Output = 2, Name = 3, Operation = 4, Attribute = 5;
    }
}
