using System.Runtime.Intrinsics;
using Emotune.Model.Network;

namespace Emotune.Model.Kernels;

/// <summary>From the rows of a comment's tokens to what the head reads of it, and back.</summary>
internal static unsafe class Pooling
{
    private const int Lanes = INumber.Lanes;

    /// <param name="pooled">(B, C)</param>
    public static void Forward(HeadPooling pooling, int index, PackedBatch batch, Matrix states, float* pooled)
    {
        var (shard, width) = (batch.Shards[index], states.Columns);
        for (var b = shard.FirstSequence; b < shard.FirstSequence + shard.SequenceCount; b++)
        {
            var sequence = batch.Sequences[b];
            var target = pooled + (long)b * width;
            var tokens = pooling == HeadPooling.Mean ? sequence.Length : Math.Min(1, sequence.Length);
            for (var c = 0; c < width; c += Lanes)
            {
                var (count, sum) = (Math.Min(Lanes, width - c), Vector512<float>.Zero);
                for (var t = 0; t < tokens; t++)
                    sum += Float32Number.Load(states.Floats(sequence.Row + t), c, count);
                Float32Number.Store(sum / Math.Max(1, tokens), target, c, count);
            }
        }
    }

    /// <summary>Writes the gradient of each of a thread's rows; what belongs to no comment gets none.</summary>
    public static void Backward(HeadPooling pooling, int index, PackedBatch batch, float* pooled, Matrix gradient)
    {
        var (shard, width) = (batch.Shards[index], gradient.Columns);
        gradient.Clear(shard.FirstRow, shard.RowCount);
        for (var b = shard.FirstSequence; b < shard.FirstSequence + shard.SequenceCount; b++)
        {
            var sequence = batch.Sequences[b];
            var source = pooled + (long)b * width;
            var tokens = pooling == HeadPooling.Mean ? sequence.Length : Math.Min(1, sequence.Length);
            for (var t = 0; t < tokens; t++)
            {
                for (var c = 0; c < width; c += Lanes)
                {
                    var count = Math.Min(Lanes, width - c);
                    Float32Number.Store(Float32Number.Load(source, c, count) / tokens, gradient.Floats(sequence.Row + t), c, count);
                }
            }
        }
    }
}
