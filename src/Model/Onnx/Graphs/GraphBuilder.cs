using System.Globalization;
using Emotune.Model.Onnx.Format;

namespace Emotune.Model.Onnx.Graphs;

/// <summary>
/// Puts a graph together, operation after operation. Names follow from the scopes that are open and from the order of the calls alone, so
/// that the same calls give the same graph.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly List<OnnxPort> _inputs = [];
    private readonly List<(OnnxPort Port, GraphValue Value)> _outputs = [];
    private readonly List<OnnxNode> _nodes = [];
    private readonly OrderedDictionary<string, OnnxTensor> _tensors = [];
    private readonly Dictionary<string, int> _uses = [];
    private string _scope = "";

    public GraphValue Input(string name, OnnxType type, params IReadOnlyList<OnnxSize> shape)
    {
        _inputs.Add(new OnnxPort(name, type, shape));
        return new GraphValue(name);
    }

    public void Output(string name, GraphValue value, OnnxType type, params IReadOnlyList<OnnxSize> shape) =>
        _outputs.Add((new OnnxPort(name, type, shape), value));

    /// <summary>Puts a prefix before the names of the nodes that are added until it is disposed of.</summary>
    public IDisposable Scope(string name) => new OpenScope(this, name);

    /// <summary>Adds an operation with one output.</summary>
    public GraphValue Node(string operation, IReadOnlyList<GraphValue> inputs, params IReadOnlyList<OnnxAttribute> attributes) =>
        Node(operation, 1, inputs, attributes)[0];

    /// <summary>Adds an operation with several outputs.</summary>
    public IReadOnlyList<GraphValue> Node(
        string operation, int outputs, IReadOnlyList<GraphValue> inputs, params IReadOnlyList<OnnxAttribute> attributes)
    {
        var name = Unique(_scope + operation);
        string[] names = [.. Enumerable.Range(0, outputs).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}_output_{i}"))];
        _nodes.Add(new OnnxNode(name, operation, [.. inputs.Select(i => i.Name)], names, attributes));
        return [.. names.Select(n => new GraphValue(n))];
    }

    /// <summary>Adds a constant under its own name; one that is there already is taken.</summary>
    public GraphValue Constant(OnnxTensor tensor)
    {
        _tensors.TryAdd(tensor.Name, tensor);
        return new GraphValue(tensor.Name);
    }

    /// <summary>One number, without an axis.</summary>
    public GraphValue Scalar(float value) => Constant(OnnxTensor.Of($"float/{Text(value)}", [], [value]));

    /// <inheritdoc cref="Scalar(float)"/>
    public GraphValue Scalar(double value) => Constant(OnnxTensor.Of($"double/{Text(value)}", [], [value]));

    /// <inheritdoc cref="Scalar(float)"/>
    public GraphValue Scalar(long value) => Constant(OnnxTensor.Of($"int64/{Text(value)}", [], [value]));

    /// <summary>A list of whole numbers, such as a shape or the numbers of axes.</summary>
    public GraphValue List(params long[] values) =>
        Constant(OnnxTensor.Of($"int64/[{string.Join(',', values.Select(v => Text(v)))}]", [values.Length], values));

    /// <summary>A number for each label, under a name in the scope.</summary>
    public GraphValue Row(string name, double[] values) => Constant(OnnxTensor.Of(Unique(_scope + name), [values.Length], values));

    public OnnxModel Build()
    {
        var names = _outputs.ToDictionary(o => o.Value.Name, o => o.Port.Name);
        string Named(string name) => names.GetValueOrDefault(name, name);
        return new OnnxModel(
            _inputs, [.. _outputs.Select(o => o.Port)],
            [.. _nodes.Select(n => n with { Inputs = [.. n.Inputs.Select(Named)], Outputs = [.. n.Outputs.Select(Named)] })],
            [.. _tensors.Values]);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private string Unique(string name)
    {
        var use = _uses[name] = _uses.GetValueOrDefault(name) + 1;
        return use == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}_{use}");
    }

    private sealed class OpenScope : IDisposable
    {
        private readonly GraphBuilder _builder;
        private readonly string _outer;

        public OpenScope(GraphBuilder builder, string name)
        {
            (_builder, _outer) = (builder, builder._scope);
            builder._scope = $"{_outer}{name}/";
        }

        public void Dispose() => _builder._scope = _outer;
    }
}
