using System.Runtime.InteropServices;
using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Kernels;

/// <summary>One comment's place among a batch's rows.</summary>
/// <param name="Row">Of its first token.</param>
/// <param name="Length">T, its real tokens.</param>
/// <param name="FirstProbability">Where its attention probabilities begin: heads × T rows of T, each row filled up to sixteens.</param>
/// <param name="FirstElement">Its first attention probability's number among all of the batch's, nothing filled up.</param>
internal readonly record struct PackedSequence(int Row, int Length, long FirstProbability, long FirstElement);

/// <summary>One thread's share of a batch: whole comments, and rows up to a multiple of sixteen.</summary>
internal readonly record struct Shard(int FirstRow, int RowCount, int FirstSequence, int SequenceCount);

/// <summary>
/// A batch without padding: its comments' tokens one after the other, a row each. Threads take whole comments, about as many
/// tokens each; a thread's rows are filled up so that products come in few shapes.
/// </summary>
internal sealed class PackedBatch
{
    private const int RowMultiple = INumber.Lanes;

    private PackedBatch(PackedSequence[] sequences, Shard[] shards, int[] ids, int[] positions, long probabilities) =>
        (Sequences, Shards, Ids, Positions, ProbabilityCount) = (sequences, shards, ids, positions, probabilities);

    public PackedSequence[] Sequences { get; }

    public Shard[] Shards { get; }

    /// <summary>Word pieces by row; of rows that only fill up, 0.</summary>
    public int[] Ids { get; }

    /// <summary>Rows of the position table, by row.</summary>
    public int[] Positions { get; }

    public int RowCount => Ids.Length;

    /// <summary>Numbers that all attention probabilities take.</summary>
    public long ProbabilityCount { get; }

    /// <param name="inputIds">(B, T) int64</param>
    /// <param name="attentionMask">(B, T) int64: 1 = real token; a row's real tokens come first.</param>
    public static PackedBatch Of(Tensor inputIds, Tensor attentionMask, EncoderConfig config, int threads)
    {
        var (batch, width) = ((int)inputIds.shape[0], (int)inputIds.shape[1]);
        var tokens = MemoryMarshal.Cast<byte, long>(inputIds.bytes);
        var mask = MemoryMarshal.Cast<byte, long>(attentionMask.bytes);
        var lengths = new int[batch];
        for (var b = 0; b < batch; b++)
            lengths[b] = (int)TensorSum(mask.Slice(b * width, width));
        var sequences = new PackedSequence[batch];
        var (shards, rows) = Share(lengths, threads);
        var (ids, positions) = (new int[rows], new int[rows]);
        long probabilities = 0, elements = 0;
        foreach (var shard in shards)
        {
            var row = shard.FirstRow;
            for (var b = shard.FirstSequence; b < shard.FirstSequence + shard.SequenceCount; b++)
            {
                var length = lengths[b];
                sequences[b] = new PackedSequence(row, length, probabilities, elements);
                Place(tokens.Slice(b * width, length), config, ids.AsSpan(row), positions.AsSpan(row));
                probabilities += (long)config.HeadCount * length * FilledUp(length);
                elements += (long)config.HeadCount * length * length;
                row += length;
            }
        }
        return new PackedBatch(sequences, shards, ids, positions, probabilities);
    }

    /// <summary>The next multiple of sixteen.</summary>
    public static int FilledUp(int length) => (length + RowMultiple - 1) / RowMultiple * RowMultiple;

    private static (Shard[] Shards, int Rows) Share(int[] lengths, int threads)
    {
        var total = lengths.Sum();
        var shards = new Shard[threads];
        var (sequence, row, taken) = (0, 0, 0);
        for (var s = 0; s < threads; s++)
        {
            var (first, before) = (sequence, taken);
            // A comment belongs to the thread in whose share of the tokens its middle lies.
            while (sequence < lengths.Length && (taken + lengths[sequence] / 2.0) * threads < (s + 1.0) * total)
                taken += lengths[sequence++];
            if (s == threads - 1)
            {
                while (sequence < lengths.Length)
                    taken += lengths[sequence++];
            }
            var rows = FilledUp(taken - before);
            shards[s] = new Shard(row, rows, first, sequence - first);
            row += rows;
        }
        return (shards, row);
    }

    private static void Place(ReadOnlySpan<long> tokens, EncoderConfig config, Span<int> ids, Span<int> positions)
    {
        var ordinal = 0;
        for (var t = 0; t < tokens.Length; t++)
        {
            ids[t] = checked((int)tokens[t]);
            ordinal += ids[t] == config.PadTokenId ? 0 : 1;
            positions[t] = config.Family.Positions.Row(ids[t], t, ordinal, config.PadTokenId);
        }
    }

    private static long TensorSum(ReadOnlySpan<long> values)
    {
        var sum = 0L;
        foreach (var value in values)
            sum += value;
        return sum;
    }
}
