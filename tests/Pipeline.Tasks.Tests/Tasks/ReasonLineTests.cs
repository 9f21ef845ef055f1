using Emotune.Pipeline.Tasks;

namespace Emotune.Pipeline.Tests.Tasks;

public sealed class ReasonLineTests
{
    [Fact]
    public void Few_reasons_are_told_whole() =>
        Assert.Equal("seed 1 → 2; epochs 3 → 4", ReasonLine.Of(["seed 1 → 2", "epochs 3 → 4"]));

    [Fact]
    public void Of_many_reasons_whole_ones_are_told_and_the_rest_is_counted()
    {
        var line = ReasonLine.Of([.. Enumerable.Range(0, 30).Select(i => $"key_{i:00} 1 → 2")]);
        Assert.EndsWith("key_12 1 → 2; 17 more", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 150, 200);
    }

    [Fact]
    public void A_long_reason_is_cut_between_characters_and_stays_one_line()
    {
        var line = ReasonLine.Of(["title \n" + string.Concat(Enumerable.Repeat("😀", 200))]);
        Assert.StartsWith(@"title \n😀", line, StringComparison.Ordinal);
        Assert.EndsWith("😀…", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 198, 200);
    }
}
