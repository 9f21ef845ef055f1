using Emotune.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>Low-rank adapters over a network whose other weights are frozen, with the modules that are trained whole.</summary>
internal sealed class LoraAdapter
{
    private readonly List<AdapterTensor> _tensors = [];
    private readonly Dictionary<string, float[]> _originalBiases = [];

    private LoraAdapter(SequenceClassifier network, LoraConfig config, IReadOnlyList<LoraTarget> targets)
    {
        (Network, Config, Targets) = (network, config, targets);
        Names = new AdapterNames(network);
    }

    public SequenceClassifier Network { get; }

    public LoraConfig Config { get; }

    public IReadOnlyList<LoraTarget> Targets { get; }

    /// <summary>What is trained, under PEFT's names; a mean head under its own.</summary>
    public IReadOnlyList<NamedParameter> TrainedParameters => [.. _tensors.Select(t => new NamedParameter(t.TrainedName, t.Parameter))];

    /// <summary>Names of the tensors in PEFT's file, by ordinal.</summary>
    public IReadOnlyList<string> FileNames => [.. AdapterWeights.FileNames(this)];

    /// <summary>The adapters, in the order in which data flows through them.</summary>
    public IReadOnlyList<LoraLinear> Layers => [.. Network.Linears.Select(l => l.Adapter).OfType<LoraLinear>()];

    internal AdapterNames Names { get; }

    internal IReadOnlyList<AdapterTensor> Tensors => _tensors;

    /// <summary>By Hugging Face name: the biases that PEFT keeps beside the trained ones.</summary>
    internal Dictionary<string, float[]> OriginalBiases => _originalBiases;

    /// <summary>Puts an adapter over each target and freezes everything but them, the heads and the biases that are asked for.</summary>
    /// <param name="network">Its weights are loaded; it has no adapter yet.</param>
    /// <param name="seed">With the layers' names it decides the fresh adapters' values.</param>
    /// <exception cref="DiagnosticException">The configuration is out of range or matches nothing; or a weight that no file had would be
    /// frozen.</exception>
    public static LoraAdapter Apply(SequenceClassifier network, LoraConfig config, long seed)
    {
        config.Validate();
        RejectOtherTargets(network, config, network.Linears.ToDictionary(l => l.Name, StringComparer.Ordinal));
        var targets = LoraTargets.Resolve(
            [.. network.Linears.Select(l => l.Name)], config, network.Names, bareToo: network.Pooling == HeadPooling.Mean);
        var adapter = Over(network, config, targets, seed);
        adapter.RejectFrozenFreshWeights();
        return adapter;
    }

    /// <summary>As <see cref="Apply"/>, over layers that are chosen already; fresh weights may be frozen.</summary>
    internal static LoraAdapter Over(SequenceClassifier network, LoraConfig config, IReadOnlyList<LoraTarget> targets, long seed)
    {
        var linears = network.Linears.ToDictionary(l => l.Name, StringComparer.Ordinal);
        var adapter = new LoraAdapter(network, config, targets);
        foreach (var target in targets)
            linears[target.Module].Adapter = new LoraLinear(linears[target.Module], target.Rank, target.Alpha, config, seed);
        foreach (var parameter in network.NamedParameters)
            adapter.Add(parameter, linears);
        return adapter;
    }

    /// <summary>
    /// Writes all corrections into the network's weights, which <see cref="WeightLoading.ExportWeights"/> then gives as a plain model's.
    /// </summary>
    /// <returns>False where they were written before.</returns>
    public bool Merge()
    {
        var unmerged = Layers.Where(l => !l.Merged).ToList();
        unmerged.ForEach(l => l.Merge());
        return unmerged.Count > 0;
    }

    /// <summary>Restores the network's weights, to the bit.</summary>
    public void Unmerge()
    {
        foreach (var layer in Layers)
            layer.Unmerge();
    }

    /// <summary>
    /// Leaves a plain network with the corrections in its weights, all of which are trained; this adapter is of no use afterwards.
    /// </summary>
    public void MergeAndRemove()
    {
        Merge();
        foreach (var linear in Network.Linears)
        {
            linear.Adapter?.Dispose();
            linear.Adapter = null;
        }

        foreach (var parameter in Network.NamedParameters)
            parameter.Value.requires_grad = true;
    }

    private void Add(NamedParameter parameter, Dictionary<string, Linear> linears)
    {
        var (module, part) = Split(parameter.Name);
        var saved = LoraTargets.Ancestry(module).FirstOrDefault(m => LoraTargets.IsSavedModule(m, Config));
        var lora = linears.GetValueOrDefault(module)?.Adapter as LoraLinear;
        var isBias = part == "bias";
        parameter.Value.requires_grad = saved is not null
            || (isBias && (Config.Bias == LoraBias.All || (Config.Bias == LoraBias.LoraOnly && lora is not null)));

        if (saved is not null)
        {
            AddSaved(parameter, saved);
        }
        else if (parameter.Value.requires_grad)
        {
            var name = Names.Trained(module, lora is null ? part : $"base_layer.{part}");
            _tensors.Add(new AdapterTensor(AdapterTensorKind.Bias, parameter.Name, name, name, parameter.Value));
        }
        if (lora is not null && part == (lora.Layer.Bias is null ? "weight" : "bias"))
            AddLowRank(module, lora);
    }

    private void AddSaved(NamedParameter parameter, string saved)
    {
        if (Names.Wrapped(saved) is null)
        {
            _tensors.Add(new AdapterTensor(AdapterTensorKind.Head, parameter.Name, parameter.Name, null, parameter.Value));
            return;
        }
        var rest = parameter.Name[(saved.Length + 1)..];
        var file = Names.FileSaved(saved, rest);
        _tensors.Add(
            new AdapterTensor(
                AdapterTensorKind.Saved, parameter.Name, Names.TrainedSaved(saved, rest), file, parameter.Value)
            {
                SavedModule = saved,
            });
        if (rest.EndsWith("bias", StringComparison.Ordinal))
            _originalBiases[parameter.Name] = parameter.Value.ToArray();
    }

    private void AddLowRank(string module, LoraLinear lora)
    {
        (string Part, TorchSharp.Modules.Parameter? Value)[] parts =
            [(AdapterNames.APart, lora.A), (AdapterNames.BPart, lora.B), (AdapterNames.MagnitudePart, lora.Magnitude)];
        foreach (var (part, value) in parts)
        {
            if (value is null)
                continue;
            var file = Names.Trained(module, AdapterNames.FilePart(part));
            _tensors.Add(
                new AdapterTensor(
                    AdapterTensorKind.LowRank, $"{module}.{part}", Names.Trained(module, AdapterNames.TrainedPart(part)), file,
                    value));
        }
    }

    /// <exception cref="DiagnosticException">EXP4104: a weight that no file had would be frozen.</exception>
    internal void RejectFrozenFreshWeights()
    {
        var trained = _tensors.Select(t => t.NetworkName).ToHashSet(StringComparer.Ordinal);
        var frozen = Network.FreshParameters.Where(n => !trained.Contains(n)).ToList();
        if (frozen.Count > 0)
            throw new DiagnosticException(Problems.FreshWeightsFrozen.Given(NameList.Of(frozen)));
    }

    private static void RejectOtherTargets(SequenceClassifier network, LoraConfig config, Dictionary<string, Linear> linears)
    {
        if (config.TargetModules.IsAllLinear)
            return;
        var others = network.NamedParameters.Select(p => Split(p.Name).Module).Distinct(StringComparer.Ordinal)
            .Where(m => !linears.ContainsKey(m));
        if (LoraTargets.Matching(others, config, network.Names, bareToo: network.Pooling == HeadPooling.Mean).FirstOrDefault() is { } other)
            throw new DiagnosticException(Problems.NotALinearLayer.Given(other));
    }

    private static (string Module, string Part) Split(string name)
    {
        var dot = name.LastIndexOf('.');
        return (name[..dot], name[(dot + 1)..]);
    }
}
