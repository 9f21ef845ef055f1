using Emotune.Randomness;

namespace Emotune.Model.Training;

/// <summary>Which rows go into which batch, by epoch.</summary>
internal static class LengthGroupedBatches
{
    private const int BatchesPerMegabatch = 50;

    /// <summary>
    /// Batches of rows of like length: rows in random order, cut into megabatches of 50 batches (fewer where there are few rows,
    /// as Transformers' <c>group_by_length</c>), sorted by length within each, cut into batches, and these in random order.
    /// Every row comes once; one batch may be smaller. Depends on its arguments alone, not on earlier epochs.
    /// </summary>
    public static IReadOnlyList<int[]> Create(IReadOnlyList<int> lengths, int batchSize, ulong seed, int epoch)
    {
        var rows = Shuffled(lengths.Count, seed, epoch);
        var megabatch = batchSize * Math.Max(1, Math.Min(lengths.Count / (batchSize * 4), BatchesPerMegabatch));
        var batches = rows.Chunk(megabatch).SelectMany(m => m.OrderByDescending(r => lengths[r]).Chunk(batchSize)).ToArray();
        Philox.Shuffle<int[]>(batches, seed, RandomStream.Order, (uint)epoch, 1);
        return batches;
    }

    /// <summary>Batches of rows in random order, whatever their lengths.</summary>
    public static IReadOnlyList<int[]> CreatePlain(int rowCount, int batchSize, ulong seed, int epoch) =>
        [.. Shuffled(rowCount, seed, epoch).Chunk(batchSize)];

    private static int[] Shuffled(int count, ulong seed, int epoch)
    {
        var rows = Enumerable.Range(0, count).ToArray();
        Philox.Shuffle<int>(rows, seed, RandomStream.Order, (uint)epoch, 0);
        return rows;
    }
}
