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
