namespace Emotune.Model.Kernels;

/// <summary>Runs independent pieces of work on a fixed number of threads; what they compute never depends on how many.</summary>
internal static class Workers
{
    /// <summary>Floats that one piece of work takes: small enough to share out evenly, large enough to be worth a call.</summary>
    public const int ChunkLength = 1 << 15;

    public static int ChunkCount(long length) => checked((int)((length + ChunkLength - 1) / ChunkLength));

    /// <summary>The elements of chunk <paramref name="index"/> of a tensor of <paramref name="length"/> elements.</summary>
    public static (long Start, int Count) Chunk(long length, int index)
    {
        var start = (long)index * ChunkLength;
        return (start, (int)Math.Min(ChunkLength, length - start));
    }

    public static void For(int threads, int count, Action<int> work)
    {
        if (threads <= 1 || count <= 1)
        {
            for (var i = 0; i < count; i++)
                work(i);
            return;
        }
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
    }
}
