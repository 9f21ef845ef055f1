using Emotune.Model.Network;

namespace Emotune.Model.Tests.Network;

/// <summary>Weights in memory.</summary>
internal sealed class WeightDictionary(IReadOnlyDictionary<string, WeightArray> tensors) : IWeightSource
{
    public bool Contains(string name) => tensors.ContainsKey(name);

    public long[] Shape(string name) => tensors[name].Shape;

    public float[] Read(string name) => tensors[name].Data;
}
