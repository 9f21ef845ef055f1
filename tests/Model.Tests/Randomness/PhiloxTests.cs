using Emotune.Randomness;

namespace Emotune.Model.Tests.Randomness;

public class PhiloxTests
{
    // Known answers of the Random123 distribution (kat_vectors, philox4x32 10).
    [Fact]
    public void Gives_the_published_answers()
    {
        Assert.Equal((0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u), Philox.Block((0, 0, 0, 0), 0));
        Assert.Equal(
            (0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu),
            Philox.Block((uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue), ulong.MaxValue));
        Assert.Equal(
            (0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u),
            Philox.Block((0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), 0x299f31d0a4093822));
    }

    [Fact]
    public void A_shuffle_keeps_every_item_and_depends_on_its_arguments_alone()
    {
        Assert.Equal(Enumerable.Range(0, 1000), Shuffled(1, 0).Order());
        Assert.Equal(Shuffled(1, 0), Shuffled(1, 0));
        Assert.NotEqual(Shuffled(1, 0), Shuffled(1, 1));
        Assert.NotEqual(Shuffled(1, 0), Shuffled(2, 0));
    }

    [Fact]
    public void Numbers_are_uniform()
    {
        var numbers = Enumerable.Range(0, 100_000).Select(i => Philox.Uniform(7, RandomStream.Masking, 1, 2, (uint)i)).ToArray();
        Assert.All(numbers, x => Assert.InRange(x, 0, 0.9999999999999999));
        Assert.Equal(0.5, numbers.Average(), 0.005);
        Assert.Equal(1.0 / 12, numbers.Average(x => (x - 0.5) * (x - 0.5)), 0.002);
        Assert.Equal(
            10, Enumerable.Range(0, 1000).Select(i => Philox.Below(10, 7, RandomStream.Masking, 0, 0, (uint)i)).Distinct().Count());
    }

    private static int[] Shuffled(ulong seed, uint epoch)
    {
        var items = Enumerable.Range(0, 1000).ToArray();
        Philox.Shuffle<int>(items, seed, RandomStream.Order, epoch, 0);
        return items;
    }
}
