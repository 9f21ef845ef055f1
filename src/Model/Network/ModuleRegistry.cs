using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>Makes the modules that hold parameters and registers each at the root under its full Hugging Face name.</summary>
public sealed class ModuleRegistry(nn.Module root, EncoderConfig config, Execution execution)
{
    private readonly List<Linear> linears = [];

    public EncoderConfig Config { get; } = config;

    public EncoderNames Names { get; } = EncoderNames.Of(config.Family);

    /// <summary>In the order in which data flows through them.</summary>
    public IReadOnlyList<Linear> Linears => linears;

    public Linear Linear(string name, int inputs, int outputs)
    {
        var linear = Register(name, new Linear(name, execution, inputs, outputs));
        linears.Add(linear);
        return linear;
    }

    public LayerNorm LayerNorm(string name) => Register(name, new LayerNorm(name, Config.HiddenSize, Config.LayerNormEpsilon));

    public Embedding Embedding(string name, int rows, int? paddingRow = null) =>
        Register(name, new Embedding(name, rows, Config.HiddenSize, paddingRow));

    public DropoutSite Dropout(double p) => execution.NewDropoutSite(p);

    private T Register<T>(string name, T module) where T : nn.Module
    {
        root.register_module(name, module);
        return module;
    }
}
