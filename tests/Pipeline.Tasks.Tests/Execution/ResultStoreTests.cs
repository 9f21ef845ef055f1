using System.Security.Cryptography;
using System.Text;
using Emotune.Model.Stages;
using Emotune.Pipeline.Execution;
using Emotune.Pipeline.Plan;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class ResultStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_kept_result_comes_back_and_shares_no_bytes_with_the_store()
    {
        var (store, manifest) = (new ResultStore(_folder.At("store")), Stage("a", "content"));
        store.Keep(_folder.At("a"), manifest);
        Directory.CreateDirectory(_folder.At("back"));
        Assert.NotNull(store.Restore(manifest.Key, _folder.At("back")));
        Assert.Equal("content", File.ReadAllText(_folder.At("back/file")));
        var blob = Directory.EnumerateFiles(_folder.At("store/blobs")).Single();
        File.AppendAllText(_folder.At("back/file"), " of one");
        File.AppendAllText(_folder.At("a/file"), " of another");
        Assert.Equal("content", File.ReadAllText(blob));
    }

    [Fact]
    public void A_file_in_a_folder_of_the_result_comes_back_into_it()
    {
        var (store, manifest) = (new ResultStore(_folder.At("store")), Stage("a", "content"));
        _folder.Write("a/cards/lora-42.md", "content");
        manifest.Outputs["cards/lora-42.md"] = manifest.Outputs["file"];
        File.WriteAllBytes(_folder.At("a/" + StageLayout.Manifest), manifest.Serialize());
        store.Keep(_folder.At("a"), manifest);
        Directory.CreateDirectory(_folder.At("back"));
        Assert.NotNull(store.Restore(manifest.Key, _folder.At("back")));
        Assert.Equal("content", File.ReadAllText(_folder.At("back/cards/lora-42.md")));
    }

    [Fact]
    public void A_damaged_result_does_not_come_back()
    {
        var (store, manifest) = (new ResultStore(_folder.At("store")), Stage("a", "content"));
        store.Keep(_folder.At("a"), manifest);
        File.WriteAllText(Directory.EnumerateFiles(_folder.At("store/blobs")).Single(), "c0ntent");
        Directory.CreateDirectory(_folder.At("back"));
        Assert.Null(store.Restore(manifest.Key, _folder.At("back")));
    }

    [Fact]
    public void Pruning_drops_what_was_used_longest_ago()
    {
        var store = new ResultStore(_folder.At("store"));
        var (old, recent) = (Stage("a", new string('a', 5000)), Stage("b", new string('b', 5000)));
        store.Keep(_folder.At("a"), old);
        store.Keep(_folder.At("b"), recent);
        File.SetLastWriteTimeUtc(_folder.At("store/results/" + old.Key.Digest), DateTime.UtcNow.AddHours(-1));
        Assert.True(store.Prune(8000) >= 5000);
        Assert.False(store.Has(old.Key.Digest));
        Directory.CreateDirectory(_folder.At("back"));
        Assert.NotNull(store.Restore(recent.Key, _folder.At("back")));
    }

    [Fact]
    public void Pruning_to_nothing_leaves_nothing_and_what_results_share_goes_with_the_last_of_them()
    {
        var store = new ResultStore(_folder.At("store"));
        var (old, recent) = (Stage("a", new string('a', 5000)), Stage("b", new string('a', 5000)));
        store.Keep(_folder.At("a"), old);
        store.Keep(_folder.At("b"), recent);
        File.SetLastWriteTimeUtc(_folder.At("store/results/" + old.Key.Digest), DateTime.UtcNow.AddHours(-1));
        Assert.True(store.Prune(5900) < 5000);
        Directory.CreateDirectory(_folder.At("back"));
        Assert.NotNull(store.Restore(recent.Key, _folder.At("back")));
        Assert.True(store.Prune(0) > 5000);
        Assert.Empty(Directory.EnumerateFiles(_folder.At("store"), "*", SearchOption.AllDirectories));
    }

    /// <summary>Contents lie under their digests, so that a digest that is a path would lead out of the store.</summary>
    [Theory]
    [InlineData("../../../precious")]
    [InlineData("precious")]
    [InlineData("")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    public void A_crafted_manifest_leads_nowhere(string digest)
    {
        var (store, manifest) = (new ResultStore(_folder.At("store")), Stage("a", "content"));
        store.Keep(_folder.At("a"), manifest);
        var path = digest == "precious" ? _folder.At("precious") : digest;
        var crafted = manifest with { Outputs = new(StringComparer.Ordinal) { ["file"] = new OutputFile(path, 7) } };
        File.WriteAllBytes(_folder.At("store/results/" + manifest.Key.Digest), crafted.Serialize());
        _folder.Write("precious", "mine");
        Directory.CreateDirectory(_folder.At("back"));

        Assert.Null(StageManifest.Parse(crafted.Serialize()));
        Assert.Null(store.Restore(manifest.Key, _folder.At("back")));
        store.Prune(0);
        Assert.Equal("mine", File.ReadAllText(_folder.At("precious")));
    }

    [Fact]
    public void Clearing_leaves_what_is_not_named_by_a_digest()
    {
        var store = new ResultStore(_folder.At("store"));
        store.Keep(_folder.At("a"), Stage("a", "content"));
        _folder.Write("store/blobs/mine.txt", "mine");
        store.Clear();
        Assert.Equal(
            [_folder.At("store/blobs/mine.txt")], Directory.EnumerateFiles(_folder.At("store"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Copies_that_a_killed_build_left_half_made_are_removed()
    {
        var store = new ResultStore(_folder.At("store"));
        store.Keep(_folder.At("a"), Stage("a", "content"));
        _folder.Write("store/blobs/.123.7-1.tmp", "half");
        _folder.Write("store/results/.123.7-2.tmp", "half");
        store.RemoveUnfinished();
        Assert.Equal(2, Directory.EnumerateFiles(_folder.At("store"), "*", SearchOption.AllDirectories).Count());
    }

    private StageManifest Stage(string name, string content)
    {
        _folder.Write(name + "/file", content);
        var node = new StageNode(StageKind.Train, "r", 1, name, new Dictionary<string, string> { ["name"] = name }, []);
        var manifest = new StageManifest(
            StageKey.Of(node, new Dictionary<string, string>()),
            new(StringComparer.Ordinal)
            {
                ["file"] = new OutputFile(
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))), content.Length)
            },
            new(StringComparer.Ordinal));
        File.WriteAllBytes(_folder.At(name + "/" + StageLayout.Manifest), manifest.Serialize());
        return manifest;
    }
}
