namespace Emotune.Model.Onnx.Format;

/// <summary>An input or an output of the whole graph.</summary>
/// <param name="Shape">The sizes; a size that differs from call to call has a name instead.</param>
internal sealed record OnnxPort(string Name, OnnxType Type, IReadOnlyList<OnnxSize> Shape)
{
    /// <summary>The port as ONNX's <c>ValueInfoProto</c>.</summary>
    public ProtoMessage ToMessage()
    {
        var shape = new ProtoMessage();
        foreach (var size in Shape)
            shape.Add(Field.Dimension, size.ToMessage());
        var tensor = new ProtoMessage().Add(Field.ElementType, (long)Type).Add(Field.Shape, shape);
        return new ProtoMessage().Add(Field.Name, Name).Add(Field.Type, new ProtoMessage().Add(Field.Tensor, tensor));
    }

    private static class Field
    {
        public const int Name = 1, Type = 2, Tensor = 1, ElementType = 1, Shape = 2, Dimension = 1;
    }
}

/// <summary>A size along one axis: a number, or a name where it differs from call to call.</summary>
internal sealed record OnnxSize
{
    private OnnxSize(long? value, string? name) => (Value, Name) = (value, name);

    public long? Value { get; }

    public string? Name { get; }

    public static implicit operator OnnxSize(long value) => new(value, null);

    public static implicit operator OnnxSize(string name) => new(null, name);

    /// <summary>The size as ONNX's <c>TensorShapeProto.Dimension</c>.</summary>
    public ProtoMessage ToMessage() => Value is { } value ? new ProtoMessage().Add(1, value) : new ProtoMessage().Add(2, Name!);
}
