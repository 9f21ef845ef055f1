using Emotune.Model.Pretraining;

namespace Emotune.Model.Tests.Pretraining;

public class TokenMaskingTests
{
    private const int Mask = 4, Vocabulary = 1000;

    private static readonly int[] Row = [2, .. Enumerable.Range(0, 1000).Select(i => 5 + i % 900), 3];

    [Fact]
    public void Chooses_15_percent_and_of_these_masks_80_and_replaces_10()
    {
        var rows = Enumerable.Range(0, 100).Select(r => Masking(0.15).Mask(Row, r, 0)).ToArray();
        double chosen = rows.Sum(r => r.Positions.Length);
        Assert.Equal(0.15, chosen / 100_000, 0.005);
        var seen = rows.SelectMany(r => r.Positions.Select((t, i) => (Id: r.Ids[t], Target: r.Targets[i]))).ToArray();
        Assert.Equal(0.8, seen.Count(s => s.Id == Mask) / chosen, 0.02);
        Assert.Equal(0.1, seen.Count(s => s.Id == s.Target) / chosen, 0.01);
        Assert.True(seen.Where(s => s.Id != Mask && s.Id != s.Target).Select(s => s.Id).Distinct().Count() > 500);
    }

    [Fact]
    public void Targets_are_what_stood_there_and_special_pieces_are_left_alone()
    {
        var masked = Masking(0.5).Mask(Row, 3, 1);
        Assert.Equal(masked.Positions.Select(t => Row[t]), masked.Targets);
        Assert.Equal((2, 3), (masked.Ids[0], masked.Ids[^1]));
        foreach (var t in Enumerable.Range(0, Row.Length).Except(masked.Positions))
            Assert.Equal(Row[t], masked.Ids[t]);
    }

    [Fact]
    public void Masks_are_the_epochs_and_the_rows_own_and_repeat()
    {
        var positions = Masking(0.15).Mask(Row, 3, 1).Positions;
        Assert.Equal(positions, Masking(0.15).Mask(Row, 3, 1).Positions);
        Assert.NotEqual(positions, Masking(0.15).Mask(Row, 3, 2).Positions);
        Assert.NotEqual(positions, Masking(0.15).Mask(Row, 4, 1).Positions);
    }

    [Fact]
    public void A_row_with_a_word_has_one_chosen() =>
        Assert.All(Enumerable.Range(0, 50), r => Assert.Equal([1], Masking(0.01).Mask([2, 77, 3], r, 0).Positions));

    private static TokenMasking Masking(double probability) => new(9, Mask, Vocabulary, id => id < 5, probability);
}
