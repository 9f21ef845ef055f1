using Emotune.Model.Network;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Network;

/// <summary>Attention's biases by distance, as MPNet buckets them.</summary>
public sealed class DistanceBiasTests
{
    // Of Transformers 5.24: where a bucket of keys before the query begins.
    private static readonly int[] Starts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91];

    [Fact]
    public void Buckets_begin_where_the_reference_begins_them()
    {
        for (var bucket = 0; bucket < Starts.Length; bucket++)
        {
            Assert.Equal(bucket, DistanceBias.BucketOf(-Starts[bucket]));
            if (bucket > 0)
            {
                Assert.Equal(16 + bucket, DistanceBias.BucketOf(Starts[bucket]));
                Assert.Equal(bucket - 1, DistanceBias.BucketOf(1 - Starts[bucket]));
            }
        }

        Assert.Equal((15, 31), (DistanceBias.BucketOf(-5000), DistanceBias.BucketOf(5000)));
    }

    [Fact]
    public void Each_pair_of_places_has_its_buckets_number()
    {
        const int Length = 100;
        using var scope = NewDisposeScope();
        var config = Shapes.Tiny(EncoderFamily.Mpnet) with { AttentionBuckets = 40 };
        using var network = new SequenceClassifier(config, 2, HeadPooling.Mean);
        network.InitializeAll(seed: 3);
        var bias = network.Encoder.AttentionBias!;
        var (table, actual) = (bias.Table.Weight.data<float>().ToArray(), bias.Forward(Length).contiguous().data<float>().ToArray());
        for (var i = 0; i < actual.Length; i++)
        {
            var (head, query, key) = (i / (Length * Length), i / Length % Length, i % Length);
            Assert.Equal(table[DistanceBias.BucketOf(key - query) * config.HeadCount + head], actual[i]);
        }
    }
}
