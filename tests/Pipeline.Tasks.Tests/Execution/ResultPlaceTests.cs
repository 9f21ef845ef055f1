using System.Security.Cryptography;
using System.Text;
using Emotune.Diagnostics;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tests.Execution;

/// <summary>A new result takes the place of an old one, folders of the result included.</summary>
public sealed class ResultPlaceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_the_old_result_had_in_folders_is_gone_and_what_is_somebodys_stays()
    {
        Result("place", "cards/old-1.md", "events/old-1/events", "page");
        _folder.Write("place/cards/mine.md", "mine");
        _folder.Write("place/events/old-1/mine", "mine");

        var kept = Take("cards/new-1.md", "page");

        Assert.Equal(["cards/mine.md", "events/old-1/mine"], kept);
        Assert.Equal(["cards/mine.md", "cards/new-1.md", "events/old-1/mine", "manifest.json", "page"], Files("place"));
        Assert.False(Directory.Exists(_folder.At("old")));
    }

    [Fact]
    public void Folders_that_are_empty_without_the_result_go_with_it()
    {
        Result("place", "events/old-1/events", "page");
        Directory.CreateDirectory(_folder.At("place/mine"));
        Assert.False(new ResultFolder(_folder.At("place")).DeleteOwn());
        Assert.Equal([_folder.At("place/mine")], Directory.EnumerateFileSystemEntries(_folder.At("place")));
        Directory.Delete(_folder.At("place/mine"));
        Result("place", "events/old-1/events", "page");
        Assert.True(new ResultFolder(_folder.At("place")).DeleteOwn());
    }

    [Theory]
    [InlineData("cards")]
    [InlineData("cards/new-1.md")]
    public void A_file_of_somebodys_that_has_the_name_of_a_new_file_or_folder_is_in_the_way(string file)
    {
        Result("place", "page");
        _folder.Write("place/" + file, "mine");
        var problem = Assert.Throws<DiagnosticException>(() => Take("cards/new-1.md", "page"));
        Assert.Equal("EXP2013", Assert.Single(problem.Diagnostics).Code);
        Assert.Contains(_folder.At("place/" + file), problem.Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(_folder.At("place/" + file)));
    }

    [Fact]
    public void What_a_link_in_a_folder_s_place_leads_to_is_not_touched()
    {
        Result("place", "cards/old-1.md", "page");
        Directory.Move(_folder.At("place/cards"), _folder.At("elsewhere"));
        Directory.CreateSymbolicLink(_folder.At("place/cards"), _folder.At("elsewhere"));
        Assert.Throws<DiagnosticException>(() => Take("cards/new-1.md", "page"));
        Assert.False(new ResultFolder(_folder.At("place")).DeleteOwn());
        Assert.True(File.Exists(_folder.At("elsewhere/old-1.md")));
        Assert.Equal([_folder.At("place/cards")], Directory.EnumerateFileSystemEntries(_folder.At("place")));
    }

    private IReadOnlyList<string> Take(params string[] files) =>
        ResultPlace.Take("Report", Result("new", files), _folder.At("new"), _folder.At("place"), _folder.At("old"));

    private StageManifest Result(string folder, params string[] files)
    {
        var outputs = new SortedDictionary<string, OutputFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var text = $"{folder} {file}";
            _folder.Write($"{folder}/{file}", text);
            outputs.Add(file, new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text.Length));
        }

        var node = new StageNode(StageKind.Report, null, null, folder, new Dictionary<string, string>(), []);
        var manifest = new StageManifest(
            StageKey.Of(node, new Dictionary<string, string>()), outputs, new(StringComparer.Ordinal));
        File.WriteAllBytes(_folder.At($"{folder}/{StageLayout.Manifest}"), manifest.Serialize());
        return manifest;
    }

    private IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(_folder.At(folder), "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(_folder.At(folder), f)).Order(StringComparer.Ordinal);
}
