using Emotune.Diagnostics;
using Emotune.Files;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Puts the adapter of a folder over a network, each tensor where PEFT puts it.</summary>
/// <remarks>
/// The adapted model and the network may differ in their heads. What the network has no place for is passed over: the pooler under a
/// mean head, a pretraining head, the head of another kind. An adapter of the head goes into the head's weights, because a head is
/// always trained whole here.
/// </remarks>
internal sealed class AdapterReader
{
    private readonly SequenceClassifier _network;
    private readonly AdapterFolder _folder;
    private readonly AdapterHead _head;
    private readonly Dictionary<string, Linear> _linears;
    private readonly PeftRules _rules;
    private readonly IWeightSource _source;
    private readonly IReadOnlyList<LoraTarget> _targets;

    private AdapterReader(SequenceClassifier network, AdapterFolder folder, AdapterHead head)
    {
        (_network, _folder, _head) = (network, folder, head);
        _linears = network.Linears.ToDictionary(l => l.Name, StringComparer.Ordinal);
        _rules = new PeftRules(folder.Config.Lora, folder.Config.TaskType == "SEQ_CLS", folder.ConfigPath);
        _source = head.Rows is { } rows ? new ReorderedRows(folder.Weights, LabelTensors().Contains, rows) : folder.Weights;
        new AdapterCheck(network, folder, head, _rules).RequireNames();
        _targets = [
            .. network.Linears.Where(l => IsRead(l.Name) && folder.Tensors.LowRank(l.Name, AdapterNames.APart) is not null)
                .Select(l => _rules.Target(folder.Tensors.Wrapped(l.Name)!) with { Module = l.Name })];
        new AdapterCheck(network, folder, head, _rules).RequireShapes(_targets);
    }

    private AdapterTensors Tensors => _folder.Tensors;

    /// <summary>The adapter with its weights; the heads that it saves have theirs.</summary>
    /// <param name="network">Its weights are loaded; it has no adapter yet.</param>
    /// <param name="dropout">On the adapter's input; null for the folder's own.</param>
    /// <exception cref="DiagnosticException">A tensor is missing, unexpected or of another shape.</exception>
    public static LoraAdapter Read(SequenceClassifier network, AdapterFolder folder, AdapterHead head, double? dropout = null)
    {
        var reader = new AdapterReader(network, folder, head);
        var inHead = reader._targets.Where(t => network.IsHead(t.Module)).ToList();
        reader.MergeHead(inHead);
        var config = folder.Config.Lora with { Dropout = dropout ?? folder.Config.Lora.Dropout };
        List<LoraTarget> targets = [.. reader._targets.Except(inHead)];
        var isAsWritten = inHead.Count == 0 && folder.Tensors.WrapsClassifier == (network.Pooling == HeadPooling.FirstToken);
        var adapter = LoraAdapter.Over(network, isAsWritten ? config : reader.Spelt(config, targets), targets, seed: 0);
        reader.Fill(adapter, headIsMerged: inHead.Count > 0);
        return adapter;
    }

    private bool IsRead(string name) => Tensors.Wrapped(name) is not null && (_head.IsTaken || !_network.IsHead(name));

    private HashSet<string> LabelTensors()
    {
        var layer = _network.LabelLayer.Name;
        string?[] files = [
            Tensors.Parameter(layer + ".weight"), Tensors.Parameter(layer + ".bias"), Tensors.OriginalBias(layer + ".bias"),
            Tensors.LowRank(layer, AdapterNames.BPart), Tensors.LowRank(layer, AdapterNames.MagnitudePart)];
        return files.OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    private void MergeHead(List<LoraTarget> targets)
    {
        if (targets.Count == 0)
            return;
        foreach (var (name, parameter) in _network.NamedParameters.Where(p => _network.IsHead(p.Name)))
        {
            if (Tensors.Parameter(name) is { } file)
                Load(parameter, name, file);
        }

        foreach (var target in targets)
        {
            using var lora = new LoraLinear(_linears[target.Module], target.Rank, target.Alpha, _folder.Config.Lora, seed: 0);
            lora.A.Assign(_source.Read(Tensors.LowRank(target.Module, AdapterNames.APart)!));
            lora.B.Assign(_source.Read(Tensors.LowRank(target.Module, AdapterNames.BPart)!));
            lora.Magnitude?.Assign(_source.Read(Tensors.LowRank(target.Module, AdapterNames.MagnitudePart)!));
            lora.Merge();
        }
    }

    private void Fill(LoraAdapter adapter, bool headIsMerged)
    {
        var unplaced = Tensors.Parameters.Where(n => IsRead(n) && _network.NamedParameters.Any(p => p.Name == n)).ToHashSet();
        if (headIsMerged)
            unplaced.RemoveWhere(_network.IsHead);
        foreach (var tensor in adapter.Tensors)
        {
            if (FileOf(tensor, headIsMerged) is not { } file)
                continue;
            Load(tensor.Parameter, tensor.NetworkName, file);
            unplaced.Remove(tensor.NetworkName);
            if (adapter.OriginalBiases.ContainsKey(tensor.NetworkName) && Tensors.OriginalBias(tensor.NetworkName) is { } original
                && _source.Shape(original).SequenceEqual(tensor.Parameter.shape))
            {
                adapter.OriginalBiases[tensor.NetworkName] = _source.Read(original);
            }
        }

        if (unplaced.Count > 0)
        {
            throw new DiagnosticException(
                Problems.AdapterTensorsDiffer.In(
                    _folder.WeightsPath, NameList.Of([]), NameList.Of([.. unplaced.Select(n => Tensors.Parameter(n)!)])));
        }

        if (_head.IsTaken && _network.Pooling == HeadPooling.Mean)
            LoadMeanHead();
    }

    private string? FileOf(AdapterTensor tensor, bool headIsMerged)
    {
        if (tensor.Kind == AdapterTensorKind.LowRank)
        {
            var dot = tensor.NetworkName.LastIndexOf('.');
            return Tensors.LowRank(tensor.NetworkName[..dot], tensor.NetworkName[(dot + 1)..]);
        }

        return IsRead(tensor.NetworkName) && !(headIsMerged && _network.IsHead(tensor.NetworkName))
            ? Tensors.Parameter(tensor.NetworkName)
            : null;
    }

    private void Load(TorchSharp.Modules.Parameter parameter, string name, string file)
    {
        parameter.Assign(_source.Read(file));
        _network.FreshParameters = [.. _network.FreshParameters.Where(n => n != name)];
    }

    private void LoadMeanHead()
    {
        var path = Path.Combine(_folder.Path, HeadDescription.WeightsName);
        using var file = SafetensorsFile.Open(path);
        DiagnosticPlace.In(path, () =>
            _network.LoadHead(_head.Rows is { } rows
                ? new ReorderedRows(new SafetensorsWeights(file), _network.IsHead, rows)
                : new SafetensorsWeights(file)));
    }

    // What PEFT has to be told to make the same over this network's own model.
    private LoraConfig Spelt(LoraConfig config, List<LoraTarget> targets)
    {
        var saved = _network.NamedParameters.Where(p => !_network.IsHead(p.Name))
            .Select(p => Tensors.Wrapped(p.Name[..p.Name.LastIndexOf('.')]))
            .Select(m => m is null ? null : LoraTargets.Ancestry(m).FirstOrDefault(_rules.IsSaved)).OfType<string>().Distinct();
        var prefix = _network.Names.Prefix + ".";
        return config.Naming(targets) with
        {
            ModulesToSave = [.. saved.Select(m => _network.Pooling == HeadPooling.Mean
                ? m.StartsWith(prefix, StringComparison.Ordinal) ? m[prefix.Length..] : m
                : m.StartsWith(prefix, StringComparison.Ordinal) ? m : prefix + m)],
        };
    }
}
