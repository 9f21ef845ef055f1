using Emotune.Model.Diagnostics;

namespace Emotune.Model.Tests;

public sealed class MessageTextTests
{
    [Fact]
    public void Control_characters_are_never_printed_raw()
    {
        var message = Problems.ColumnMissing.In("a.csv", "x\0\u001B[2J", "text, labels\r\n\t\u0085\u2028\u202E").Message;

        Assert.Equal(@"There is no column 'x\u0000\u001B[2J'. The file's columns: text, labels\r\n\t\u0085\u2028\u202E.", message);
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
