using Emotune.Pipeline.Execution;
using Emotune.Platform;

namespace Emotune.Pipeline.Tests.Execution;

public sealed class DigestCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_edit_that_puts_size_and_modification_time_back_is_seen()
    {
        var file = _folder.Write("a", "one");
        var (cache, time) = (Settled(file), File.GetLastWriteTimeUtc(file));
        var before = cache.Digest(file);
        Thread.Sleep(10);
        File.WriteAllText(file, "two");
        File.SetLastWriteTimeUtc(file, time);
        Assert.NotEqual(before, cache.Digest(file));
        Assert.NotEqual(before, new DigestCache(_folder.At("cache")).Digest(file));
    }

    [Fact]
    public void A_file_replaced_by_another_with_the_same_size_and_time_is_seen()
    {
        var file = _folder.Write("a", "one");
        var cache = Settled(file);
        var before = cache.Digest(file);
        var other = _folder.Write("b", "two");
        File.SetLastWriteTimeUtc(other, File.GetLastWriteTimeUtc(file));
        File.Move(other, file, overwrite: true);
        Assert.NotEqual(before, cache.Digest(file));
    }

    /// <summary>Unless the system does not tell of every edit: nothing is believed then.</summary>
    [Fact]
    public void What_was_learnt_is_read_back()
    {
        var file = _folder.Write("a", "one");
        var cache = Settled(file);
        var digest = cache.Digest(file);
        cache.Save();
        Assert.Equal(TellsEdits(file), File.Exists(_folder.At("cache")));
        if (!TellsEdits(file))
            return;
        // A cache that believed its file would give this digest for an unchanged file.
        File.WriteAllText(
            _folder.At("cache"), File.ReadAllText(_folder.At("cache")).Replace(digest!, new string('0', 64), StringComparison.Ordinal));
        Assert.Equal(new string('0', 64), new DigestCache(_folder.At("cache")).Digest(file));
    }

    [Fact]
    public void A_damaged_cache_is_no_cache()
    {
        var file = _folder.Write("a", "one");
        _folder.Write("cache", "nonsense\n\n1 2 3\n");
        Assert.Equal(new DigestCache(_folder.At("none")).Digest(file), new DigestCache(_folder.At("cache")).Digest(file));
    }

    [Fact]
    public void No_file_has_no_digest() => Assert.Null(new DigestCache(_folder.At("cache")).Digest(_folder.At("nothing")));

    [Fact]
    public void A_prefix_of_lines_has_a_digest_of_its_own()
    {
        var file = _folder.Write("a", "1\n2\n3\n");
        var cache = Settled(file);
        var two = cache.DigestOfFirstLines(file, 2);
        _folder.Write("a", "1\n2\nthree\n");
        Assert.Equal(two, cache.DigestOfFirstLines(file, 2));
        Assert.NotEqual(two, cache.DigestOfFirstLines(file, 3));
    }

    [Fact]
    public void A_line_that_is_there_twice_and_one_that_is_damaged_cost_nothing()
    {
        var file = _folder.Write("a", "one");
        var cache = Settled(file);
        var digest = cache.Digest(file);
        cache.Save();
        if (!TellsEdits(file))
            return;
        var line = File.ReadAllText(_folder.At("cache"));
        File.WriteAllText(_folder.At("cache"), line + "zz" + line[2..] + line);
        Assert.Equal(digest, new DigestCache(_folder.At("cache")).Digest(file));
    }

    private static bool TellsEdits(string file) => ThisSystem.Files.IdentityOf(file)!.Value.TellsEdits;

    // Longer ago than a time stamp's granularity, so that the cache trusts what it sees.
    private DigestCache Settled(string file)
    {
        Thread.Sleep(50);
        var cache = new DigestCache(_folder.At("cache"));
        cache.Digest(file);
        return cache;
    }
}
