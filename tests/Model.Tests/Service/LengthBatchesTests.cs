using Emotune.Exported;

namespace Emotune.Model.Tests.Service;

public sealed class LengthBatchesTests
{
    [Fact]
    public void Texts_of_like_length_are_together_and_none_is_lost()
    {
        var ids = new[] { 9, 3, 4, 3, 8, 20 }.Select(n => new int[n]).ToArray();
        Assert.Equal([[1, 3, 2], [4], [0], [5]], LengthBatches.Of(ids, tokens: 12));
    }

    [Fact]
    public void A_batch_counts_its_padding()
    {
        var random = new Random(5);
        var ids = Enumerable.Range(0, 500).Select(_ => new int[random.Next(2, 60)]).ToArray();
        var batches = LengthBatches.Of(ids, tokens: 128).ToArray();
        Assert.Equal(Enumerable.Range(0, 500), batches.SelectMany(b => b).Order());
        Assert.All(batches, b => Assert.True(b.Length == 1 || b.Length * b.Max(i => ids[i].Length) <= 128));
    }

    [Fact]
    public void No_texts_are_no_batches() => Assert.Empty(LengthBatches.Of([], tokens: 128));

    [Fact]
    public void A_text_longer_than_a_batch_is_one_by_itself() => Assert.Equal([[1], [0]], LengthBatches.Of([new int[500], [1]], 100));
}
