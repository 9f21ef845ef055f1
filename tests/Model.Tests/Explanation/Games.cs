using Emotune.Model.Explanation;
using Emotune.Randomness;

namespace Emotune.Model.Tests.Explanation;

/// <summary>Small games with known values.</summary>
internal static class Games
{
    /// <summary>
    /// Two outputs: the number of players kept squared, and a sum of 1, 2, 3 … with a bonus of 10 for the first two together.
    /// </summary>
    public static MaskedEvaluations Mixed(int players, Action<int>? asked = null) => new(players, masks =>
    {
        asked?.Invoke(masks.Count);
        return [.. masks.Select(mask =>
        {
            var kept = mask.Count(k => k);
            var sum = mask.Select((k, i) => k ? i + 1.0 : 0).Sum();
            return new[] { (double)kept * kept, sum + (mask.Length > 1 && mask[0] && mask[1] ? 10 : 0) };
        })];
    });

    /// <summary>A game without any structure: each coalition's value is drawn.</summary>
    public static MaskedEvaluations Arbitrary(int players) => new(players, masks =>
        [.. masks.Select(
            mask => new[] { CounterRandom.Of(players, mask.Select((k, i) => k ? 1 << i : 0).Sum()) / (double)ulong.MaxValue })]);

    public static double[] Column(Attribution attribution, int output) => [.. attribution.Values.Select(v => v[output])];

    public static void AssertNear(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
