using Emotune.Model.Data;
using Emotune.Texts;

namespace Emotune.Model.Tests.Data;

public sealed class TextCleanerTests
{
    private static readonly CleaningStep[] All = Enum.GetValues<CleaningStep>();

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
    [InlineData(CleaningStep.Urls, " @a  [url] ")]
    [InlineData(CleaningStep.Usernames, " [user]  www.b.org ")]
    [InlineData(CleaningStep.Whitespace, "@a www.b.org")]
    public void Each_step_is_taken_alone(CleaningStep step, string expected) =>
        Assert.Equal(expected, new TextCleaner(step).Clean(" @a  www.b.org "));

    [Fact]
    public void Without_steps_a_text_stays_as_it_is() => Assert.Equal(" @a  www.b.org ", new TextCleaner().Clean(" @a  www.b.org "));
}
