using Emotune.Model.Kernels;
using Emotune.Model.Network;
using Emotune.Randomness;
using static TorchSharp.torch;

namespace Emotune.Model.Tests.Kernels;

public class CounterDropoutTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.05)]
    [InlineData(0.5)]
    public void Keeps_the_share_that_it_should_and_the_mean(double rate)
    {
        var mask = Mask(1, 0, rate, 1000, 1000);
        Assert.Equal(1 - rate, mask.Count(x => x != 0) / 1e6, 0.002);
        Assert.All(mask.Distinct(), x => Assert.Contains(x, new[] { 0f, (float)(1 / (1 - rate)) }));
        Assert.Equal(1, mask.Average(), 0.004);
    }

    [Fact]
    public void Neighbours_steps_sites_and_seeds_are_independent()
    {
        var mask = Mask(1, 0, 0.5, 1000, 1000);
        Assert.Equal(0.5, Agreement(mask, [.. mask.Skip(1)]), 0.003);
        Assert.Equal(0.5, Agreement(mask, [.. mask.Skip(32)]), 0.003);
        Assert.Equal(0.5, Agreement(mask, Mask(1, 1, 0.5, 1000, 1000)), 0.003);
        Assert.Equal(0.5, Agreement(mask, Mask(2, 0, 0.5, 1000, 1000)), 0.003);
        Assert.Equal(0.5, Agreement(mask, Mask(1, 0, 0.5, 1000, 1000, site: 1)), 0.003);
    }

    [Fact]
    public void Depends_on_neither_threads_nor_what_was_drawn_before()
    {
        var expected = Mask(3, 5, 0.1, 333, 401);
        Assert.Equal(expected, Mask(3, 5, 0.1, 333, 401, threads: 3));
        var dropout = new CounterDropout(3, 2);
        dropout.Begin(4);
        dropout.Mask([100], 0.3, 0).Dispose();
        dropout.Begin(5);
        using var again = dropout.Mask([333, 401], 0.1, 0);
        Assert.Equal(expected, again.ToArray());
    }

    [Fact]
    public void A_vectorised_element_is_the_blocks_word()
    {
        var mask = Mask(11, 2, 0.5, 64);
        for (var element = 0; element < 64; element++)
        {
            var (group, within) = (element / 32, element % 32);
            var block = Philox.Block(((uint)(group * 8 + within % 16 / 2), 0, 2, (uint)RandomStream.Dropout), 11);
            var word = (within / 16 * 2 + within % 2) switch { 0 => block.X0, 1 => block.X1, 2 => block.X2, _ => block.X3 };
            Assert.Equal(word < 0x80000000u ? 2f : 0f, mask[element]);
        }
    }

    [Fact]
    public void Gradients_pass_where_values_do()
    {
        using var scope = NewDisposeScope();
        var dropout = new CounterDropout(1);
        dropout.Begin(0);
        var input = ones(50, 50, requires_grad: true);
        var output = dropout.Apply(input, 0.3, 0);
        output.sum().backward();
        Assert.Equal(output.ToArray(), input.grad!.ToArray());
    }

    private static double Agreement(float[] a, float[] b) => a.Zip(b).Average(p => p.First == p.Second ? 1.0 : 0.0);

    private static float[] Mask(ulong seed, long step, double rate, long rows, long columns = 1, int threads = 1, int site = 0)
    {
        var dropout = new CounterDropout(seed, threads);
        dropout.Begin(step);
        using var mask = dropout.Mask([rows, columns], rate, site);
        return mask.ToArray();
    }
}
