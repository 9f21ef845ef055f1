using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Makes the modules that hold parameters and registers each at the root under its full Hugging Face name.</summary>
internal sealed class ModuleRegistry(nn.Module root, EncoderConfig config, Execution execution)
{
    private readonly List<Linear> _linears = [];
    private readonly Dictionary<string, Container> _containers = new(StringComparer.Ordinal);

    public EncoderConfig Config { get; } = config;

    public EncoderNames Names { get; } = config.Family.Names;

    /// <summary>In the order in which data flows through them.</summary>
    public IReadOnlyList<Linear> Linears => _linears;

    public Linear Linear(string name, int inputs, int outputs, bool hasBias = true)
    {
        var linear = Register(name, new Linear(name, execution, inputs, outputs, hasBias));
        _linears.Add(linear);
        return linear;
    }

    public LayerNorm LayerNorm(string name) => LayerNorm(name, Config.HiddenSize);

    public LayerNorm LayerNorm(string name, int width) =>
        Register(name, new LayerNorm(name, width, Config.LayerNormEpsilon, Config.Own.NormsHaveBias));

    public Embedding Embedding(string name, int rows, int width, int? paddingRow = null) =>
        Register(name, new Embedding(name, rows, width, paddingRow));

    public DropoutSite Dropout(double p) => execution.NewDropoutSite(p);

    private T Register<T>(string name, T module) where T : nn.Module
    {
        var dot = name.LastIndexOf('.');
        (dot < 0 ? root : Container(name[..dot])).register_module(name[(dot + 1)..], module);
        return module;
    }

    private Container Container(string name)
    {
        if (_containers.TryGetValue(name, out var known))
            return known;
        return _containers[name] = Register(name, new Container(name));
    }
}

/// <summary>A part of a dotted name that holds modules and no parameter itself.</summary>
internal sealed class Container(string name) : nn.Module(name);
