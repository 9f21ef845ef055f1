using Emotune.Files;

namespace Emotune.Model.Tests.Artifacts;

public sealed class FinalPathTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_yet_is_itself() => Assert.Equal(_folder.File("new"), FinalPath.Of(_folder.File("new")));

    [Fact]
    public void A_link_is_what_it_leads_to_even_where_that_is_not_there()
    {
        File.CreateSymbolicLink(_folder.File("a"), _folder.File("b"));
        File.CreateSymbolicLink(_folder.File("b"), _folder.File("c"));
        Assert.Equal(_folder.File("c"), FinalPath.Of(_folder.File("a")));
    }

    [Fact]
    public void Two_paths_to_one_file_are_the_same()
    {
        _folder.WithText("file", "text");
        _folder.WithText("other", "text");
        Directory.CreateSymbolicLink(_folder.File("linked"), _folder.Path);
        Assert.True(RegularFile.AreSame(_folder.File("file"), Path.Combine(_folder.File("linked"), "file")));
        Assert.False(RegularFile.AreSame(_folder.File("file"), _folder.File("other")));
        Assert.False(RegularFile.AreSame(_folder.File("none"), _folder.File("none")));
    }
}
