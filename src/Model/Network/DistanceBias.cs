using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>
/// What attention adds to a score for how far the key stands from the query: a learnt number for each head and bucket of distances
/// (Raffel et al. 2020, arXiv:1910.10683, as MPNet has it). One table serves all layers.
/// </summary>
internal sealed class DistanceBias
{
    /// <summary>The buckets that are used, for keys before and after the query alike; further rows of the table never are.</summary>
    public const int BucketCount = 32;

    private const int Half = BucketCount / 2;

    // Where a bucket begins. The reference computes them by a logarithm that ends at a distance of 128.
    private static readonly int[] Starts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91];

    internal DistanceBias(ModuleRegistry modules) =>
        Table = modules.Embedding(modules.Names.AttentionBias, modules.Config.AttentionBuckets, modules.Config.HeadCount);

    /// <summary>The distance from which on all are in the last bucket.</summary>
    public static int Farthest => Starts[^1];

    /// <summary>(buckets, H)</summary>
    public Embedding Table { get; }

    /// <param name="distance">The key's place less the query's.</param>
    public static int BucketOf(int distance)
    {
        var near = Array.BinarySearch(Starts, Math.Abs(distance));
        return (distance > 0 ? Half : 0) + (near >= 0 ? near : ~near - 1);
    }

    /// <returns>(1, H, T, T): by head, query and key.</returns>
    public Tensor Forward(int length)
    {
        long[] buckets = [.. Enumerable.Range(1 - length, 2 * length - 1).Select(distance => (long)BucketOf(distance))];
        // A query's row is a window over the distances; the last query's is the first.
        return Table.Forward(tensor(buckets)).t().unfold(1, length, 1).flip(1).unsqueeze(0);    // (2·T − 1, H) → (1, H, T, T)
    }
}
