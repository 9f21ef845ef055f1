using Emotune.Model.Network;
using Emotune.Model.Tests.Network;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Prediction;

/// <summary>Small networks whose weights are large enough to matter, and comments of many lengths.</summary>
internal static class Samples
{
    public const int Labels = 5;

    public static SequenceClassifier Network(EncoderConfig config, HeadPooling pooling)
    {
        var network = new SequenceClassifier(config, Labels, pooling);
        network.InitializeAll(seed: 5);
        foreach (var (name, parameter) in network.NamedParameters)
        {
            var noise = new CounterRandom(9, name).Normal((int)parameter.numel(), 0.1);
            parameter.Assign(
                [.. parameter.ToArray()
                    .Select((v, i) => (name.EndsWith("weight", StringComparison.Ordinal) && parameter.dim() == 2 ? 5 * v : v) + noise[i])]);
        }
        return network;
    }

    /// <summary>Sizes that are no multiples of a vector's length, and comments longer than two of them.</summary>
    public static EncoderConfig Odd(EncoderFamily family) => Shapes.Tiny(family) with
    {
        // Rotary positions need an even head.
        HiddenSize = family.DefaultSettings.HasPositionTable ? 74 : 76,
        HeadCount = 2,
        IntermediateSize = 83,
        MaxPositions = 64,
    };

    /// <summary>One comment of each length, in no order, the first and the last the same.</summary>
    public static int[][] Comments(EncoderConfig config, int longest)
    {
        int[][] rows = [.. Enumerable.Range(0, longest).Select(i => 1 + i * 7 % longest).Select(Comment)];
        return [.. rows, rows[0]];

        int[] Comment(int length) =>
            [.. Enumerable.Range(0, length).Select(t => 2 + (int)(CounterRandom.Of(length, t) % (ulong)(config.VocabularySize - 2)))];
    }
}
