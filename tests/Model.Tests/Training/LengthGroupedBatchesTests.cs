using Emotune.Model.Training;

namespace Emotune.Model.Tests.Training;

public class LengthGroupedBatchesTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 4321).Select(i => 3 + i * 7919 % 50)];

    [Fact]
    public void Every_row_comes_once_and_one_batch_is_smaller()
    {
        var batches = LengthGroupedBatches.Create(Lengths, 32, 42, 0);
        Assert.Equal(Enumerable.Range(0, Lengths.Length), batches.SelectMany(b => b).Order());
        Assert.Equal(136, batches.Count);
        Assert.Single(batches, b => b.Length == 1);
        Assert.Equal(135, batches.Count(b => b.Length == 32));
    }

    [Fact]
    public void A_batch_holds_rows_of_like_length()
    {
        static double Padded(IEnumerable<int[]> batches) => batches.Sum(b => b.Length * (double)b.Max(r => Lengths[r]));
        var needed = Lengths.Sum();
        Assert.InRange(Padded(LengthGroupedBatches.Create(Lengths, 32, 42, 0)) / needed, 1, 1.1);
        Assert.InRange(Padded(LengthGroupedBatches.CreatePlain(Lengths.Length, 32, 42, 0)) / needed, 1.5, 3);
    }

    [Fact]
    public void The_order_is_the_epochs_own()
    {
        static int[] Order(int epoch, ulong seed) => [.. LengthGroupedBatches.Create(Lengths, 32, seed, epoch).SelectMany(b => b)];
        Assert.Equal(Order(1, 42), Order(1, 42));
        Assert.NotEqual(Order(1, 42), Order(0, 42));
        Assert.NotEqual(Order(1, 42), Order(1, 43));
    }

    [Fact]
    public void Batches_do_not_come_in_the_order_of_their_lengths()
    {
        var longest = LengthGroupedBatches.Create(Lengths, 32, 42, 0).Select(b => b.Max(r => Lengths[r])).ToArray();
        Assert.True(longest.Zip(longest.Skip(1)).Count(p => p.First < p.Second) > longest.Length / 4);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(33, 2)]
    public void Few_rows_make_few_batches(int rows, int batches) =>
        Assert.Equal(batches, LengthGroupedBatches.Create([.. Lengths.Take(rows)], 32, 1, 0).Count);
}
