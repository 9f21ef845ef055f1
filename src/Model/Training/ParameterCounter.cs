using Emotune.Model.Lora;
using Emotune.Model.Network;

namespace Emotune.Model.Training;

/// <summary>How many weights a run trains and how many it leaves alone.</summary>
internal static class ParameterCounter
{
    /// <param name="adapter">Null for full fine-tuning.</param>
    /// <remarks>
    /// Biases that LoRA trains beside its adapters count as adapter; what PEFT saves whole counts as head. A pooler that a mean head
    /// passes by is no part of the network and is not counted.
    /// </remarks>
    public static ParameterCounts Count(SequenceClassifier network, LoraAdapter? adapter = null)
    {
        var all = network.NamedParameters.Sum(p => p.Value.numel());
        if (adapter is null)
        {
            var head = network.NamedParameters.Where(p => network.IsHead(p.Name)).Sum(p => p.Value.numel());
            return new ParameterCounts(Adapter: 0, head, Encoder: all - head, Frozen: 0, PeftTotal: all);
        }

        var byKind = adapter.Tensors.ToLookup(t => t.Kind, t => t.Parameter.numel());
        var lowRank = byKind[AdapterTensorKind.LowRank].Sum();
        var biases = byKind[AdapterTensorKind.Bias].Sum();
        var saved = byKind[AdapterTensorKind.Saved].Sum();
        var trainedHead = saved + byKind[AdapterTensorKind.Head].Sum();
        return new ParameterCounts(lowRank + biases, trainedHead, Encoder: 0, all - biases - trainedHead, PeftTotal: all + lowRank + saved);
    }
}
