using System.Diagnostics;
using Emotune.Pipeline.Spec;
using Emotune.Pipeline.Spec.Experiment;
using Emotune.Platform;

namespace Emotune.Pipeline.Tests.Spec;

/// <summary>What is no regular file is refused before anything is read of it, at the key that names it.</summary>
public class SpecialFileTests : SpecTests
{
    [Theory]
    [InlineData("train.tsv", "data.train", 4)]
    [InlineData("labels.txt", "data.labels", 7)]
    public void A_pipe_is_refused_at_its_key(string file, string key, int line) =>
        Refuses(file, key, line, "a pipe", path => Process.Start("mkfifo", path).WaitForExit());

    [Theory]
    [InlineData("/dev/zero", "a device")]
    [InlineData("train.tsv", "a link that leads nowhere")]
    [InlineData("nothing", "a link that leads nowhere")]
    [InlineData("/proc/self/status", "a file that the system makes up when it is read")]
    [InlineData("/proc/kmsg", "a file that the system makes up when it is read")]
    [InlineData("/sys/kernel/mm/transparent_hugepage/enabled", "a file that the system makes up when it is read")]
    public void A_link_is_what_it_leads_to(string target, string what)
    {
        if (IsTold(target))
            Refuses("train.tsv", "data.train", 4, what, path => File.CreateSymbolicLink(path, target));
    }

    [Fact]
    public void A_link_to_a_regular_file_is_one()
    {
        File.Delete(Path.Combine(Fixture.Folder, "train.tsv"));
        File.CreateSymbolicLink(Path.Combine(Fixture.Folder, "train.tsv"), "dev.tsv");
        Fixture.Spec(SpecFixture.Valid);
    }

    [Theory]
    [InlineData("/dev/zero", "a device")]
    [InlineData("/proc/self/environ", "a file that the system makes up when it is read")]
    [InlineData("/", "a folder")]
    public void Neither_the_experiment_nor_its_overrides_are_read_from_anything_else(string path, string what)
    {
        if (!IsTold(path))
            return;
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid);
        foreach (var reading in (ExperimentReading[])[
            ExperimentSpecReader.Read(path, [], null), ExperimentSpecReader.Read(Fixture.FilePath, [], path)])
        {
            var problem = Assert.Single(reading.Problems);
            Assert.Equal(("EXP1010", path), (problem.Code, problem.At!.File));
            Assert.Contains(what, problem.Message, StringComparison.Ordinal);
        }
    }

    // Linux's own form alone tells what the kernel makes up.
    private static bool IsTold(string path) =>
        path[0] != '/' || path == "/" || (File.Exists(path) && (path == "/dev/zero" || ThisSystem.Files is LinuxFiles));

    private void Refuses(string file, string key, int line, string what, Action<string> make)
    {
        var path = Path.Combine(Fixture.Folder, file);
        File.Delete(path);
        make(path);
        File.WriteAllText(Fixture.FilePath, SpecFixture.Valid);
        var problem = Assert.Single(ExperimentSpecReader.Read(Fixture.FilePath, [], null, new PathRoots(null, null)).Problems);
        Assert.Equal($"EXP1035({line},3)", SpecFixture.Code(problem));
        Assert.Equal(
            $"'{key}' names '{file}', which is {what}. It must be a regular file. Its place: {path}.", problem.Message);
    }
}
