using Emotune.Model.Diagnostics;
using Emotune.Model.Network;

namespace Emotune.Model.Lora;

/// <summary>An adapter's tensors as PEFT's <c>adapter_model.safetensors</c> has them.</summary>
internal static class AdapterWeights
{
    /// <summary>All tensors of the file, by name in ordinal order.</summary>
    public static IReadOnlyList<(string Name, WeightArray Value)> ExportTensors(this LoraAdapter adapter)
    {
        var tensors = adapter.Tensors.Where(t => t.FileName is not null)
            .Select(t => (t.FileName!, new WeightArray(t.Parameter.shape, t.Parameter.ToArray())));
        return [.. tensors.Concat(Duplicates(adapter)).OrderBy(t => t.Item1, StringComparer.Ordinal)];
    }

    /// <summary>Gives the adapter and the modules saved with it the values of a file.</summary>
    /// <param name="names">All names in the file.</param>
    /// <param name="withHead">False where the head is another task's: it keeps its values, and the file's may have another shape.</param>
    /// <exception cref="DiagnosticException">A tensor is missing, unexpected or of another shape.</exception>
    public static void LoadTensors(this LoraAdapter adapter, IWeightSource source, IEnumerable<string> names, bool withHead = true)
    {
        var expected = adapter.Tensors.Where(t => t.FileName is not null).ToList();
        var missing = expected.Where(t => !t.ReadNames.Any(source.Contains)).Select(t => t.FileName!).ToList();
        var known = expected.SelectMany(t => t.ReadNames).Concat(FileNames(adapter)).ToHashSet(StringComparer.Ordinal);
        var unexpected = names.Where(n => !known.Contains(n)).Order(StringComparer.Ordinal).ToList();
        if (missing.Count + unexpected.Count > 0)
            throw new DiagnosticException(Problems.AdapterTensorsDiffer.Given(NameList.Of(missing), NameList.Of(unexpected)));
        var found = expected.Where(t => withHead || !adapter.Network.IsHead(t.NetworkName))
            .Select(t => (Tensor: t, Name: t.ReadNames.First(source.Contains))).ToList();
        var misshaped = found.Where(f => !source.Shape(f.Name).SequenceEqual(f.Tensor.Parameter.shape))
            .Select(f => $"{f.Name} ({NameList.Shape(source.Shape(f.Name))} instead of {NameList.Shape(f.Tensor.Parameter.shape)})")
            .ToList();
        if (misshaped.Count > 0)
            throw new DiagnosticException(Problems.AdapterMisshaped.Given(misshaped.Count, NameList.Of(misshaped)));

        foreach (var (tensor, name) in found)
            tensor.Parameter.Assign(source.Read(name));
        foreach (var bias in SavedBiases(adapter).Where(b => found.Any(f => f.Tensor == b.Tensor)))
        {
            if (source.Contains(bias.Original) && source.Shape(bias.Original).SequenceEqual(bias.Tensor.Parameter.shape))
                adapter.OriginalBiases[bias.Tensor.NetworkName] = source.Read(bias.Original);
        }

        var loaded = found.Select(f => f.Tensor.NetworkName).ToHashSet(StringComparer.Ordinal);
        adapter.Network.FreshParameters = [.. adapter.Network.FreshParameters.Where(n => !loaded.Contains(n))];
    }

    internal static IEnumerable<string> FileNames(LoraAdapter adapter) => adapter.Tensors.Select(t => t.FileName).OfType<string>()
        .Concat(SavedBiases(adapter).SelectMany(b => new[] { b.Wrapped, b.Original }))
        .Order(StringComparer.Ordinal);

    // What bias: all takes along because PEFT looks for the word "bias" in the wrapper's own names.
    private static IEnumerable<(string Name, WeightArray Value)> Duplicates(LoraAdapter adapter)
    {
        foreach (var (tensor, wrapped, original) in SavedBiases(adapter))
        {
            yield return (wrapped, new WeightArray(tensor.Parameter.shape, tensor.Parameter.ToArray()));
            yield return (original, new WeightArray(tensor.Parameter.shape, adapter.OriginalBiases[tensor.NetworkName]));
        }
    }

    private static IEnumerable<(AdapterTensor Tensor, string Wrapped, string Original)> SavedBiases(LoraAdapter adapter) =>
        adapter.Config.Bias != LoraBias.All ? []
        : from tensor in adapter.Tensors
          let saved = tensor.SavedModule
          where saved is not null && adapter.OriginalBiases.ContainsKey(tensor.NetworkName)
          let rest = tensor.NetworkName[(saved.Length + 1)..]
          select (tensor, adapter.Names.FileSavedBias(saved, rest), adapter.Names.FileOriginalBias(saved, rest));
}
