namespace Emotune.Model.Kernels;

/// <summary>A small gradient that each thread sums up for itself; the sums are added in the threads' order.</summary>
internal sealed unsafe class ShardVector(int length, int shards) : IDisposable
{
    private readonly NativeFloats _sums = new();

    // On cache lines of its own.
    private int Stride => PackedBatch.FilledUp(length);

    public void Clear() => _sums.ReserveZero((long)Stride * shards);

    public float* Of(int shard) => _sums.Pointer + (long)Stride * shard;

    /// <summary>Adds all threads' sums.</summary>
    public void AddTo(Span<float> gradient)
    {
        for (var shard = 0; shard < shards; shard++)
        {
            var sums = Of(shard);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += sums[i];
        }
    }

    public void Dispose() => _sums.Dispose();
}
