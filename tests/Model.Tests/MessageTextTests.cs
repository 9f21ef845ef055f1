using Emotune.Diagnostics;

namespace Emotune.Model.Tests;

public sealed class MessageTextTests
{
    [Fact]
    public void Control_characters_are_never_printed_raw()
    {
        var message = Problems.ColumnMissing.In("a.csv", "x\0\u001B[2J", "text, labels\r\n\t\u0085\u2028\u202E").Message;

        Assert.Equal(@"There is no column 'x\u0000\u001B[2J'. The file's columns: text, labels\r\n\t\u0085\u2028\u202E.", message);
    }

    [Theory]
    [InlineData('\u061C')]
    [InlineData('\u200E')]
    [InlineData('\u200F')]
    [InlineData('\u202E')]
    [InlineData('\u2066')]
    [InlineData('\uD83D')]
    [InlineData('\uDE00')]
    public void Marks_of_direction_and_lone_surrogates_are_escaped(char mark)
    {
        Assert.Equal($"a 😀\\u{(int)mark:X4}", MessageText.Escape($"a 😀{mark}"));
        Assert.Equal($"\\u{(int)mark:X4}x", MessageText.Escape($"{mark}x"));
    }

    [Fact]
    public void What_is_no_control_character_stays_as_it_is() =>
        Assert.Equal("naïve 😀 'x' \\r", MessageText.Escape("naïve 😀 'x' \\r"));

    [Fact]
    public void An_excerpt_is_of_whole_characters()
    {
        Assert.Equal("short", MessageText.Excerpt("short"));
        Assert.Equal(new string('a', 199) + "…", MessageText.Excerpt(new string('a', 199) + "😀 and so on"));
    }
}
