using System.Buffers;
using System.Runtime.InteropServices;

namespace Emotune.Model.Native;

/// <summary>
/// Single-precision numbers outside the collected heap, zero at first: gone when disposed, and pages that nobody writes to take no
/// memory.
/// </summary>
internal sealed unsafe class FloatBuffer : IDisposable
{
    public FloatBuffer(long length)
    {
        Length = checked((int)length);
        Pointer = (float*)System.Runtime.InteropServices.NativeMemory.AllocZeroed((nuint)Math.Max(1, length), sizeof(float));
    }

    public float* Pointer { get; private set; }

    public int Length { get; }

    public Span<float> Span => new(Pointer, Length);

    public void Dispose()
    {
        System.Runtime.InteropServices.NativeMemory.Free(Pointer);
        Pointer = null;
    }
}

/// <summary>Numbers of somebody else's as bytes; valid as long as they are.</summary>
internal sealed unsafe class NativeBytes(float* start, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(new Span<float>(start, length));

    public override MemoryHandle Pin(int elementIndex = 0) => new((byte*)start + elementIndex);

    public override void Unpin()
    {
    }

    protected override void Dispose(bool disposing)
    {
    }
}
