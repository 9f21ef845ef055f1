using Emotune.Randomness;

namespace Emotune.Model.Tests;

public class CounterRandomTests
{
    [Fact]
    public void Numbers_are_those_of_SplitMix64()
    {
        // The published sequence of seed zero begins so.
        var random = new CounterRandom(0UL);
        Assert.Equal([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F], new ulong[] { 1, 2, 3 }.Select(random.Bits));
    }

    /// <summary>A change would change every run: its fresh weights, its intervals, its explanations.</summary>
    [Fact]
    public void Seeds_names_and_streams_keep_their_numbers()
    {
        var named = new CounterRandom(42, "classifier.weight");
        Assert.Equal([0.699502795679149, 0.7565081188999818], new[] { named.Uniform(0), named.Uniform(7) });
        var stream = new CounterRandom(42, 5);
        Assert.Equal([753, 30, 792, 775], Enumerable.Range(0, 4).Select(draw => stream.Below(1000, draw)));
        Assert.Equal([16294208416658607535UL, 12961882173301821451UL], new[] { CounterRandom.Of(0, 0), CounterRandom.Of(3, 17) });
    }
}
