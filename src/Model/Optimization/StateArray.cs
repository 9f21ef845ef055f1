using Emotune.Files;
using Emotune.Model.Native;

namespace Emotune.Model.Optimization;

/// <summary>Numbers of a running training under the name that a checkpoint gives them; not a copy.</summary>
internal sealed unsafe class StateArray(string name, float* values, int length)
{
    public string Name => name;

    public Span<float> Span => new(values, length);

    public NamedTensor ToTensor() => new(name, TensorType.F32, [length], new NativeBytes(values, length).Memory);

    public static StateArray Of(string prefix, TrainedParameter parameter) =>
        new(prefix + parameter.Name, TensorMemory.Pointer(parameter.Tensor), checked((int)parameter.Tensor.numel()));

    public static StateArray Of(string prefix, TrainedParameter parameter, FloatBuffer buffer) =>
        new(prefix + parameter.Name, buffer.Pointer, buffer.Length);
}
