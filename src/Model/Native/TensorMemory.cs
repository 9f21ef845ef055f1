using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Emotune.Model.Native;

/// <summary>Direct access to a contiguous CPU tensor of single-precision numbers.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The first element's address; valid as long as the tensor is.</summary>
    public static float* Pointer(Tensor tensor)
    {
        if (tensor.dtype != ScalarType.Float32 || tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
            throw new ArgumentException("Only contiguous float32 tensors on the CPU are trained.", nameof(tensor));
        return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
    }

    public static Span<float> Span(Tensor tensor) => new(Pointer(tensor), checked((int)tensor.numel()));
}
