using System.Runtime.InteropServices;

namespace Emotune.Model.Kernels;

/// <summary>Memory of single-precision numbers that grows as it is asked to; what it held is lost then.</summary>
internal sealed unsafe class NativeFloats : IDisposable
{
    private const int Alignment = 64;

    private long _capacity;

    /// <summary>How many numbers there is room for.</summary>
    public long Capacity => _capacity;

    public float* Pointer { get; private set; }

    public float* Reserve(long count)
    {
        if (count <= _capacity)
            return Pointer;
        _capacity = count + count / 4;
        NativeMemory.AlignedFree(Pointer);
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)_capacity * sizeof(float), Alignment);
        return Pointer;
    }

    /// <summary>As <see cref="Reserve"/>, all zero.</summary>
    public float* ReserveZero(long count)
    {
        Reserve(count);
        NativeMemory.Clear(Pointer, (nuint)count * sizeof(float));
        return Pointer;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        _capacity = 0;
    }
}
