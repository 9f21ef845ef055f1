using Emotune.Files;
using Emotune.Platform;

namespace Emotune.Model.Tests.Artifacts;

public sealed class AtomicTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Entries() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(e => Path.GetFileName(e))];

    [Fact]
    public void A_file_takes_the_place_of_another()
    {
        AtomicFile.WriteText(_folder.File("a"), "one");
        AtomicFile.WriteText(_folder.File("a"), "é");
        Assert.Equal([0xC3, 0xA9], File.ReadAllBytes(_folder.File("a")));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_file_that_could_not_be_finished_leaves_the_one_before()
    {
        AtomicFile.WriteText(_folder.File("a"), "one");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder.File("a"), _ => throw new InvalidOperationException()));
        Assert.Equal("EXP4021", Problem.CodeOf(() => AtomicFile.Write(_folder.File("a"), _ => throw new IOException("full"))));
        Assert.Equal("one", File.ReadAllText(_folder.File("a")));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_replacement_that_could_not_be_made_leaves_the_file_before_and_says_what_the_system_said()
    {
        AtomicFile.Replace(_folder.File("a"), temporary => File.WriteAllText(temporary, "one"));
        Assert.Throws<IOException>(() => AtomicFile.Replace(_folder.File("a"), temporary =>
        {
            File.WriteAllText(temporary, "half");
            throw new IOException("full");
        }));
        Assert.Equal("one", File.ReadAllText(_folder.File("a")));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void What_a_process_that_was_cut_off_left_is_removed()
    {
        Directory.CreateDirectory(_folder.File("below"));
        AtomicFile.WriteText(_folder.File("below/a"), "one");
        File.WriteAllText(_folder.File("below/.a.7-1.tmp"), "half");
        AtomicFile.RemoveLeftovers(_folder.Path);
        AtomicFile.RemoveLeftovers(_folder.File("none"));
        Assert.Equal([_folder.File("below/a")], Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_folder_takes_the_place_of_an_empty_one()
    {
        Directory.CreateDirectory(_folder.File("a"));
        AtomicFolder.Write(_folder.File("a"), f => File.WriteAllText(Path.Combine(f, "new"), ""));
        Assert.Equal(["new"], Directory.EnumerateFiles(_folder.File("a")).Select(f => Path.GetFileName(f)));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_folder_may_be_given_with_a_separator_at_its_end()
    {
        AtomicFolder.Write(_folder.File("a") + "/", f => File.WriteAllText(Path.Combine(f, "new"), ""));
        Assert.Equal(["new"], Directory.EnumerateFiles(_folder.File("a")).Select(f => Path.GetFileName(f)));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_folder_that_somebody_filled_meanwhile_stays_as_it_is()
    {
        var problem = Problem.Of(() => AtomicFolder.Write(_folder.File("a"), f =>
        {
            File.WriteAllText(Path.Combine(f, "new"), "");
            Directory.CreateDirectory(_folder.File("a"));
            File.WriteAllText(Path.Combine(_folder.File("a"), "mine"), "");
        }));
        Assert.Equal("EXP4021", problem.Code);
        Assert.Equal(["mine"], Directory.EnumerateFiles(_folder.File("a")).Select(f => Path.GetFileName(f)));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_link_is_not_replaced_by_a_folder()
    {
        Directory.CreateDirectory(_folder.File("large disk"));
        Directory.CreateSymbolicLink(_folder.File("a"), _folder.File("large disk"));
        Assert.Equal("EXP4021", Problem.CodeOf(() => AtomicFolder.Write(_folder.File("a"), _ => { })));
        Assert.Equal(_folder.File("large disk"), new DirectoryInfo(_folder.File("a")).LinkTarget);
    }

    [Fact]
    public void A_folder_is_not_replaced_by_a_file()
    {
        Directory.CreateDirectory(_folder.File("a"));
        Assert.Equal("EXP4021", Problem.CodeOf(() => AtomicFile.WriteText(_folder.File("a"), "text")));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void A_folder_that_could_not_be_finished_leaves_the_one_before()
    {
        AtomicFolder.Write(_folder.File("a"), f => File.WriteAllText(Path.Combine(f, "old"), ""));
        Assert.Equal("EXP4021", Problem.CodeOf(() => AtomicFolder.Write(_folder.File("a"), _ => throw new IOException("full"))));
        Assert.True(File.Exists(Path.Combine(_folder.File("a"), "old")));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void What_writers_that_were_cut_off_left_of_a_folder_is_removed_by_the_next()
    {
        var (first, second) = (UnfinishedFolder.Beside(_folder.File("a")), UnfinishedFolder.Beside(_folder.File("a")));
        File.WriteAllText(Path.Combine(first.Content, "half"), "half");
        first.LetGo();
        second.LetGo();
        Assert.Equal(2, Entries().Length);
        AtomicFolder.Write(_folder.File("a"), f => File.WriteAllText(Path.Combine(f, "new"), ""));
        Assert.Equal(["a"], Entries());
    }

    [Fact]
    public void What_another_writer_is_filling_or_somebody_named_alike_stays()
    {
        using var other = UnfinishedFolder.Beside(_folder.File("a"));
        File.WriteAllText(Path.Combine(other.Content, "half"), "half");
        string[] alike = [".a.backup.tmp", ".a.7-1.tmp", ".a.b.7-1.tmp", ".a.7-2"];
        foreach (var name in alike)
        {
            Directory.CreateDirectory(_folder.File(name));
            File.WriteAllText(_folder.File($"{name}/mine"), "mine");
        }

        AtomicFolder.Write(_folder.File("a"), f => File.WriteAllText(Path.Combine(f, "new"), ""));
        Assert.True(File.Exists(Path.Combine(other.Content, "half")));
        Assert.All(alike, name => Assert.True(File.Exists(_folder.File($"{name}/mine")), name));
    }

    [Fact]
    public void A_writer_whose_number_another_machine_s_has_takes_another_name()
    {
        using var other = UnfinishedFolder.Beside(_folder.File("a"));
        Assert.Null(LockFile.TryHold(Path.Combine(Path.GetDirectoryName(other.Content)!, UnfinishedFolder.LockName)));
        using var next = UnfinishedFolder.Beside(_folder.File("a"));
        Assert.NotEqual(other.Content, next.Content);
    }

    [Fact]
    public void What_went_wrong_with_a_file_in_a_folder_is_told_of_the_place_where_it_was_to_lie()
    {
        var problem = Problem.Of(() => AtomicFolder.Write(
            _folder.File("a"), f => AtomicFile.Write(Path.Combine(f, "model"), _ => throw new IOException($"'{f}/model': full"))));
        Assert.Equal(("EXP4021", _folder.File("a/model")), (problem.Code, problem.At?.File));
        Assert.Contains($"'{_folder.File("a/model")}': full", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_could_not_be_made_is_noticed_before_the_work()
    {
        AtomicFolder.RequireWritable(_folder.File("new/folder"));
        Assert.Empty(Entries());
        File.WriteAllText(_folder.File("file"), "");
        Assert.Equal("EXP4021", Problem.CodeOf(() => AtomicFolder.RequireWritable(_folder.File("file/folder"))));
        Assert.Equal(["file"], Entries());
    }
}
