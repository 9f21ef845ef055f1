using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class StartFolderTests
{
    [Theory]
    [InlineData("/start/here", null, "/start/here")]
    [InlineData("/start/here", "/start/here", "/start/here")]
    [InlineData("/start/here", "/somewhere/else", "/start/here")]
    [InlineData("/start/a;b", "/start/a%3Bb", "/start/a%3Bb")]
    [InlineData("/start/a;b", "/start/a;b", "/start/a;b")]
    [InlineData("/start/100% a", "/start/100%25 a", "/start/100%25 a")]
    public void The_shell_knows_a_name_that_MSBuild_unescapes(string given, string? shell, string folder) =>
        Assert.Equal(folder, StartFolder.Of(given, shell).Path);

    [Theory]
    [InlineData("data", "/start/here/data")]
    [InlineData("./data/", "/start/here/data/")]
    [InlineData("../data", "/start/data")]
    [InlineData("/data", "/data")]
    public void A_relative_path_starts_there(string path, string full) => Assert.Equal(full, StartFolder.Of("/start/here", null).At(path));

    [Fact]
    public void Without_a_folder_it_is_the_current_one() => Assert.Equal(Environment.CurrentDirectory, StartFolder.Of("", null).Path);
}
