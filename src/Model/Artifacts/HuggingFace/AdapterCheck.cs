using Emotune.Diagnostics;
using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>Whether an adapter's file holds what its configuration and the network require, and nothing else.</summary>
internal sealed class AdapterCheck(SequenceClassifier network, AdapterFolder folder, AdapterHead head, PeftRules rules)
{
    private const string EmbeddingPart = ".lora_embedding_";

    private readonly Dictionary<string, long[]> _shapes =
        network.NamedParameters.ToDictionary(p => p.Name, p => p.Value.shape, StringComparer.Ordinal);

    private readonly Dictionary<string, Linear> _linears = network.Linears.ToDictionary(l => l.Name, StringComparer.Ordinal);

    private AdapterTensors Tensors => folder.Tensors;

    private LoraConfig Lora => folder.Config.Lora;

    /// <exception cref="DiagnosticException">A tensor is missing or unexpected; all are named.</exception>
    public void RequireNames()
    {
        RejectOtherLayers();
        var missing = MissingLowRank().Concat(MissingParameters()).ToList();
        List<string> unexpected = [.. Tensors.Foreign, .. UnexpectedLowRank(), .. UnexpectedParameters()];
        if (missing.Count + unexpected.Count > 0)
        {
            throw new DiagnosticException(
                Problems.AdapterTensorsDiffer.In(folder.WeightsPath, NameList.Of(missing), NameList.Of(unexpected)));
        }
    }

    /// <exception cref="DiagnosticException">A tensor has another shape; all are named.</exception>
    public void RequireShapes(IEnumerable<LoraTarget> targets)
    {
        var expected = Tensors.Parameters.Where(p => IsRead(p) && _shapes.ContainsKey(p))
            .Select(p => (File: Tensors.Parameter(p)!, Shape: _shapes[p]))
            .Concat(targets.SelectMany(LowRankShapes));
        var misshaped = expected.Where(e => !folder.Weights.Shape(e.File).SequenceEqual(e.Shape))
            .Select(e => $"{e.File} ({NameList.Shape(folder.Weights.Shape(e.File))} instead of {NameList.Shape(e.Shape)})").ToList();
        if (misshaped.Count > 0)
            throw new DiagnosticException(Problems.AdapterMisshaped.In(folder.WeightsPath, misshaped.Count, NameList.Of(misshaped)));
    }

    private IEnumerable<(string File, long[] Shape)> LowRankShapes(LoraTarget target)
    {
        var layer = _linears[target.Module];
        yield return (Tensors.LowRank(target.Module, AdapterNames.APart)!, [target.Rank, layer.Inputs]);
        yield return (Tensors.LowRank(target.Module, AdapterNames.BPart)!, [layer.Outputs, target.Rank]);
        if (Lora.UseDora)
            yield return (Tensors.LowRank(target.Module, AdapterNames.MagnitudePart)!, [layer.Outputs]);
    }

    private IEnumerable<string> MissingLowRank() =>
        from layer in _linears.Keys
        where IsRead(layer) && (Tensors.Adapted.Contains(layer) || (rules.IsTarget(Tensors.Wrapped(layer)!) && !IsSaved(layer)))
        from part in Parts
        where Tensors.LowRank(layer, part) is null
        select $"{AdapterNames.Root}{Tensors.Wrapped(layer)}.{AdapterNames.FilePart(part)}";

    // A head that the file lacks is the backbone's.
    private IEnumerable<string> MissingParameters() =>
        from name in _shapes.Keys
        where Tensors.Wrapped(name) is not null && !network.IsHead(name) && IsStored(name) && Tensors.Parameter(name) is null
        select AdapterNames.Root + Tensors.Wrapped(name);

    private IEnumerable<string> UnexpectedLowRank() =>
        from module in Tensors.Adapted
        where !IsOutside(module)
        from part in new[] { AdapterNames.APart, AdapterNames.BPart, AdapterNames.MagnitudePart }
        let file = Tensors.LowRank(module, part)
        where file is not null
            && (!_linears.ContainsKey(module) || !Parts.Contains(part) || !(rules.IsTarget(Tensors.Wrapped(module)!) || IsSaved(module)))
        select file;

    private IEnumerable<string> UnexpectedParameters() =>
        from name in Tensors.Parameters
        where !IsOutside(name) && !(_shapes.ContainsKey(name) && IsStored(name))
        select Tensors.Parameter(name);

    private string[] Parts => Lora.UseDora
        ? [AdapterNames.APart, AdapterNames.BPart, AdapterNames.MagnitudePart]
        : [AdapterNames.APart, AdapterNames.BPart];

    private bool IsRead(string name) => Tensors.Wrapped(name) is not null && (head.IsTaken || !network.IsHead(name));

    // The network passes it by, or it is the head of another kind.
    private bool IsOutside(string name) =>
        (network.IsHead(name) && !head.IsTaken)
        || (network.IsPooler(name + ".") && !_shapes.Keys.Any(network.IsPooler))
        || WeightNames.IsUnused(name, network.Config.Family) || WeightNames.IsUnused(name + ".", network.Config.Family);

    private bool IsStored(string parameter)
    {
        var dot = parameter.LastIndexOf('.');
        var module = parameter[..dot];
        return IsSaved(module)
            || (parameter[(dot + 1)..] == "bias"
                && (Lora.Bias == LoraBias.All || (Lora.Bias == LoraBias.LoraOnly && Tensors.Adapted.Contains(module))));
    }

    private bool IsSaved(string module) => LoraTargets.Ancestry(Tensors.Wrapped(module)!).Any(rules.IsSaved);

    private void RejectOtherLayers()
    {
        var embedding = Tensors.Parameters.FirstOrDefault(p => p.Contains(EmbeddingPart, StringComparison.Ordinal));
        var other = embedding?[..embedding.IndexOf(EmbeddingPart, StringComparison.Ordinal)]
            ?? Tensors.Adapted.FirstOrDefault(m => !_linears.ContainsKey(m) && _shapes.ContainsKey(m + ".weight"));
        if (other is not null)
            throw new DiagnosticException(Problems.AdapterNotLinear.In(folder.ConfigPath, Tensors.Wrapped(other) ?? other));
    }
}
