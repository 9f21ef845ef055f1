using System.Diagnostics;
using Emotune.Tokenization;

namespace Emotune.Model.Tests.Tokenization;

public class BytePairMergerTests
{
    [Fact]
    public void It_merges_as_repeated_search_for_the_first_merge_does()
    {
        var random = new Random(20);
        for (var round = 0; round < 400; round++)
        {
            var letters = 2 + random.Next(4);
            var merges = Merges(random, letters, 1 + random.Next(30));
            var merger = new BytePairMerger(merges);
            foreach (var length in new[] { 0, 1, 2, 3, 7, 30, 120 })
            {
                var word = Enumerable.Range(0, length).Select(_ => random.Next(letters)).ToArray();
                var expected = Slow(word, merges);
                var given = merger.Merge([.. word]);
                Assert.Equal(expected, given.Select(piece => piece.Id));
                Assert.Equal(length, given.Sum(piece => piece.Bytes));
            }
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("hello")]
    public void A_word_of_a_hundred_thousand_letters_takes_no_longer_than_many_short_ones(string unit)
    {
        var tokenizer = TinyTokenizers.ByteLevel("a a", "aa aa", "a b", "ab ab", "h e", "l l", "he ll", "hell o");
        var word = string.Concat(Enumerable.Repeat(unit, 100_000 / unit.Length));
        var watch = Stopwatch.StartNew();
        var ids = tokenizer.EncodeIds(word);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"It took {watch.Elapsed}.");
        Assert.Equal(word, string.Concat(ids[1..^1].Select(tokenizer.Piece)));
    }

    // Pieces are numbers: the letters first, then what each merge makes.
    private static List<(int Left, int Right, int Joined)> Merges(Random random, int letters, int count)
    {
        var texts = Enumerable.Range(0, letters).Select(letter => $"{(char)('a' + letter)}").ToList();
        var merges = new List<(int, int, int)>();
        for (var index = 0; index < count; index++)
        {
            var (left, right) = (random.Next(texts.Count), random.Next(texts.Count));
            var joined = texts.IndexOf(texts[left] + texts[right]);
            if (joined < 0)
            {
                joined = texts.Count;
                texts.Add(texts[left] + texts[right]);
            }

            merges.Add((left, right, joined));
        }

        return merges;
    }

    private static List<int> Slow(int[] word, List<(int Left, int Right, int Joined)> merges)
    {
        var pieces = word.ToList();
        while (true)
        {
            var (best, at) = (-1, -1);
            for (var index = 0; index + 1 < pieces.Count; index++)
            {
                var rank = merges.FindLastIndex(merge => merge.Left == pieces[index] && merge.Right == pieces[index + 1]);
                if (rank >= 0 && (best < 0 || rank < best))
                    (best, at) = (rank, index);
            }

            if (at < 0)
                return pieces;
            pieces[at] = merges[best].Joined;
            pieces.RemoveAt(at + 1);
        }
    }
}
