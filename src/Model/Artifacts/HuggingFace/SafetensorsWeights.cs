using Emotune.Files;
using Emotune.Model.Network;

namespace Emotune.Model.Artifacts.HuggingFace;

/// <summary>A safetensors file as a network's source of weights.</summary>
internal sealed class SafetensorsWeights(SafetensorsFile file) : IWeightSource
{
    public bool Contains(string name) => file.Tensors.ContainsKey(name);

    public long[] Shape(string name) => file.Info(name).Shape;

    public float[] Read(string name) => file.ReadWeights(name);
}
