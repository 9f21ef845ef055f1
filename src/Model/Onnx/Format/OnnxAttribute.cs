namespace Emotune.Model.Onnx.Format;

/// <summary>A setting of a node: a whole number, a list of them, or a single-precision number.</summary>
internal sealed record OnnxAttribute
{
    private readonly Action<ProtoMessage> _add;

    private OnnxAttribute(string name, Action<ProtoMessage> add) => (Name, _add) = (name, add);

    // AttributeProto.AttributeType
    private enum Kind { Float = 1, Int = 2, Ints = 7 }

    public string Name { get; }

    public static OnnxAttribute Of(string name, long value) =>
        new(name, m => m.Add(Field.Int, value).Add(Field.Type, (long)Kind.Int));

    public static OnnxAttribute Of(string name, float value) =>
        new(name, m => m.Add(Field.Float, value).Add(Field.Type, (long)Kind.Float));

    public static OnnxAttribute Of(string name, params long[] values) => new(name, message =>
    {
        foreach (var value in values)
            message.Add(Field.Ints, value);
        message.Add(Field.Type, (long)Kind.Ints);
    });

    /// <summary>The attribute as ONNX's <c>AttributeProto</c>.</summary>
    public ProtoMessage ToMessage()
    {
        var message = new ProtoMessage().Add(Field.Name, Name);
        _add(message);
        return message;
    }

    private static class Field
    {
        public const int Name = 1, Float = 2, Int = 3, Ints = 8, Type = 20;
    }
}
