using Emotune.Model.Data;

namespace Emotune.Model.Tests.Data;

public sealed class TextCleanerTests
{
    private const CleaningSteps All = CleaningSteps.Urls | CleaningSteps.UserNames | CleaningSteps.WhiteSpace;

    [Theory]
    [InlineData("see https://example.org/a?b=c#d, please", "see [url], please")]
    [InlineData("(http://example.org)", "([url])")]
    [InlineData("WWW.Example.org.", "[url].")]
    [InlineData("[here](https://example.org/u/name)", "[here]([url])")]
    [InlineData("awww.cute", "awww.cute")]
    [InlineData("thanks u/some_name-1!", "thanks [user]!")]
    [InlineData("/u/___name and @Other", "[user] and [user]")]
    [InlineData("mail me@example.org, menu/file, and/or u/", "mail me@example.org, menu/file, and/or u/")]
    [InlineData("  a\t b\n\u00a0c ", "a b c")]
    [InlineData("plain [NAME] 😀 text", "plain [NAME] 😀 text")]
    [InlineData("", "")]
    public void Addresses_and_user_names_become_words(string text, string expected) =>
        Assert.Equal(expected, new TextCleaner(All).Clean(text));

    [Fact]
    public void Cleaning_again_changes_nothing()
    {
        var cleaner = new TextCleaner(All);
        var once = cleaner.Clean("@a  https://b.org/@c u/d\r\nwww.e.f");

        Assert.Equal(once, cleaner.Clean(once));
    }

    [Theory]
    [InlineData(CleaningSteps.None, " @a  www.b.org ")]
    [InlineData(CleaningSteps.Urls, " @a  [url] ")]
    [InlineData(CleaningSteps.UserNames, " [user]  www.b.org ")]
    [InlineData(CleaningSteps.WhiteSpace, "@a www.b.org")]
    public void Each_step_is_taken_alone(CleaningSteps steps, string expected) =>
        Assert.Equal(expected, new TextCleaner(steps).Clean(" @a  www.b.org "));
}
