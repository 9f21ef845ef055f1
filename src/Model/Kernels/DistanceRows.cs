using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>
/// A number for each head and distance of a key from its query. The numbers of one head lie by distance, so that a query's row of scores
/// reads, and adds to, a window of them as whole vectors: no matrix of keys by queries is made.
/// </summary>
/// <remarks>
/// <code>
/// head h    | −reach ... −1 | 0 | 1 ... reach | filling |        the window of query i begins at distance −i
/// </code>
/// </remarks>
internal sealed unsafe class DistanceRows(int heads) : IDisposable
{
    private const int Lanes = INumber.Lanes;

    private readonly NativeFloats _numbers = new();
    private int _reach = -1, _stride;

    /// <summary>Makes room for comments of up to so many tokens, with zeros.</summary>
    public void Clear(int longest)
    {
        // The window of a row that is filled up ends in the filling.
        _reach = Math.Max(0, longest - 1);
        _stride = PackedBatch.FilledUp(2 * _reach + Lanes);
        _numbers.ReserveZero((long)heads * _stride);
    }

    /// <summary>Takes the numbers of a table of buckets.</summary>
    /// <param name="table">(buckets, H)</param>
    public void Take(float* table, int longest)
    {
        Clear(longest);
        for (var distance = -_reach; distance <= _reach; distance++)
        {
            var bucket = table + (long)DistanceBias.BucketOf(distance) * heads;
            for (var head = 0; head < heads; head++)
                Of(head)[distance] = bucket[head];
        }
    }

    /// <summary>Adds the numbers to those of a table of buckets.</summary>
    /// <param name="table">(buckets, H)</param>
    public void AddTo(Span<float> table)
    {
        for (var distance = -_reach; distance <= _reach; distance++)
        {
            var bucket = table.Slice(DistanceBias.BucketOf(distance) * heads, heads);
            for (var head = 0; head < heads; head++)
                bucket[head] += Of(head)[distance];
        }
    }

    /// <summary>scores += the numbers, in each row up to its filling.</summary>
    /// <param name="scores">(T, T')</param>
    public void AddToScores(int head, int length, float* scores)
    {
        var filled = PackedBatch.FilledUp(length);
        for (var i = 0; i < length; i++)
        {
            var row = scores + (long)i * filled;
            var window = Of(head) - i;
            for (var j = 0; j < filled; j += Lanes)
                (Vector512.Load(row + j) + Vector512.Load(window + j)).Store(row + j);
        }
    }

    /// <summary>The numbers += scores; those in a row's filling are zero.</summary>
    /// <param name="scores">(T, T')</param>
    public void AddScores(int head, int length, float* scores)
    {
        var filled = PackedBatch.FilledUp(length);
        for (var i = 0; i < length; i++)
        {
            var row = scores + (long)i * filled;
            var window = Of(head) - i;
            for (var j = 0; j < filled; j += Lanes)
                (Vector512.Load(window + j) + Vector512.Load(row + j)).Store(window + j);
        }
    }

    public void Dispose() => _numbers.Dispose();

    // Of distance 0.
    private float* Of(int head) => _numbers.Pointer + (long)head * _stride + _reach;
}
