using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Emotune.Model.Kernels;

/// <summary>The mask of one dropout site, one bit an element: what <see cref="DropoutMask"/> would write as numbers.</summary>
internal sealed unsafe class DropoutBits : IDisposable
{
    private readonly NativeFloats _words = new();
    private readonly double _rate;
    private readonly int _site;
    private uint* _first;
    private long _offset;

    public DropoutBits(double rate, int site) => (_rate, _site, Scale) = (rate, site, (float)(1 / (1 - rate)));

    public float Scale { get; }

    /// <summary>Draws the bits of elements <paramref name="start"/> to <paramref name="end"/>, and of none before.</summary>
    public void Draw(CounterDropout dropout, long start, long end)
    {
        var group = start / DropoutMask.GroupLength;
        var count = end / DropoutMask.GroupLength - group + 1;
        _first = (uint*)_words.Reserve(count + 2);
        _offset = group * DropoutMask.GroupLength;
        dropout.FillBits(_first, group, count, _rate, _site);
        // A vector that begins at the last element looks past it.
        (_first[count], _first[count + 1]) = (0, 0);
    }

    /// <summary>
    /// Sixteen values from element <paramref name="element"/> on: those that are dropped become zero, the others are scaled.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<float> Apply(Vector512<float> values, long element)
    {
        var at = element - _offset;
        var bits = (uint)(Unsafe.ReadUnaligned<ulong>(_first + (at >> 5)) >> (int)(at & 31));
        return Vector512.IsHardwareAccelerated
            ? values * Scale & Kept(bits)
            : Vector512.Create(values.GetLower() * Scale & KeptHalf(bits), values.GetUpper() * Scale & KeptHalf(bits >> 8));
    }

    /// <summary>Lists which of some elements are dropped.</summary>
    /// <param name="element">The first of them; positions are counted from it.</param>
    /// <param name="positions">Has room for <paramref name="count"/>.</param>
    /// <returns>How many there are.</returns>
    public int Dropped(long element, int count, int* positions)
    {
        var found = 0;
        for (var first = 0; first < count; first += DropoutMask.GroupLength)
        {
            var at = element + first - _offset;
            var bits = ~(uint)(Unsafe.ReadUnaligned<ulong>(_first + (at >> 5)) >> (int)(at & 31));
            if (count - first < DropoutMask.GroupLength)
                bits &= (1u << (count - first)) - 1;
            for (; bits != 0; bits &= bits - 1)
                positions[found++] = first + BitOperations.TrailingZeroCount(bits);
        }
        return found;
    }

    /// <summary>All ones in the lanes whose bits are set, of the lowest sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Kept(uint bits)
    {
        if (!Vector512.IsHardwareAccelerated)
            return Vector512.Create(KeptHalf(bits), KeptHalf(bits >> 8));
        var lanes = Vector512.Create(1u, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768);
        return Vector512.Equals(Vector512.Create(bits) & lanes, lanes).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> KeptHalf(uint bits)
    {
        var lanes = Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128);
        return Vector256.Equals(Vector256.Create(bits) & lanes, lanes).AsSingle();
    }

    public void Dispose() => _words.Dispose();
}
