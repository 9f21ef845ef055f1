using Emotune.Pipeline.Execution;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class StartFolderTests
{
    [Theory]
    [InlineData("/home/me", null, "/home/me")]
    [InlineData("/home/me", "/home/me", "/home/me")]
    [InlineData("/home/me", "/somewhere/else", "/home/me")]
    [InlineData("/home/a;b", "/home/a%3Bb", "/home/a%3Bb")]
    [InlineData("/home/a;b", "/home/a;b", "/home/a;b")]
    [InlineData("/home/100% a", "/home/100%25 a", "/home/100%25 a")]
    public void The_shell_knows_a_name_that_MSBuild_unescapes(string given, string? shell, string folder) =>
        Assert.Equal(folder, StartFolder.Of(given, shell).Path);

    [Theory]
    [InlineData("data", "/home/me/data")]
    [InlineData("./data/", "/home/me/data/")]
    [InlineData("../data", "/home/data")]
    [InlineData("/data", "/data")]
    public void A_relative_path_starts_there(string path, string full) => Assert.Equal(full, StartFolder.Of("/home/me", null).At(path));

    [Fact]
    public void Without_a_folder_it_is_the_current_one() => Assert.Equal(Environment.CurrentDirectory, StartFolder.Of("", null).Path);
}
