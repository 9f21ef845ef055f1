using static TorchSharp.torch;

namespace Emotune.Model.Network;

/// <summary>
/// A table of vectors for the distances between two tokens, one for all layers (He et al. 2021, arXiv:2006.03654). Near distances have a
/// row each, far ones share rows that grow with the logarithm of the distance.
/// </summary>
internal sealed class RelativePositions
{
    private readonly int _buckets, _farthest;

    /// <param name="buckets">Rows to each side; zero for a row for each distance.</param>
    /// <param name="farthest">The distance from which on all distances share a row.</param>
    internal RelativePositions(ModuleRegistry modules, string table, string? norm, int buckets, int farthest)
    {
        (_buckets, _farthest) = (buckets, farthest);
        Table = modules.Embedding(table, 2 * Span, modules.Config.HiddenSize);
        Norm = norm is null ? null : modules.LayerNorm(norm);
    }

    /// <summary>(2 · <see cref="Span"/>, C)</summary>
    internal Embedding Table { get; }

    /// <summary>Null where the table is used as it is.</summary>
    internal LayerNorm? Norm { get; }

    /// <summary>Rows to each side.</summary>
    internal int Span => _buckets > 0 ? _buckets : _farthest;

    /// <returns>(2 · <see cref="Span"/>, C)</returns>
    public Tensor Vectors() => Norm is null ? Table.Weight : Norm.Forward(Table.Weight);

    /// <returns>(T, T) int64: the row for query i and key j.</returns>
    public Tensor Rows(int length)
    {
        var places = arange(length, ScalarType.Int64);
        var distances = places.unsqueeze(1) - places.unsqueeze(0) + (length - 1);
        return tensor(RowsOfDistances(length)).index_select(0, distances.reshape(-1)).reshape(length, length);
    }

    /// <summary>The rows for the distances 1 − T to T − 1 of a query from a key.</summary>
    public long[] RowsOfDistances(int length) =>
        [.. Enumerable.Range(1 - length, 2 * length - 1).Select(d => (long)Math.Clamp(Bucket(d) + Span, 0, 2 * Span - 1))];

    private int Bucket(int distance)
    {
        var (middle, size) = (_buckets / 2, Math.Abs(distance));
        if (_buckets == 0 || size <= middle)
            return distance;
        var bucket = Math.Ceiling(Math.Log((double)size / middle) / Math.Log((_farthest - 1.0) / middle) * (middle - 1)) + middle;
        return Math.Sign(distance) * (int)bucket;
    }
}
