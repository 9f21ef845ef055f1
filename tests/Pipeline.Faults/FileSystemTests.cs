using Emotune.Pipeline.EndToEnd;
using Xunit.Abstractions;

namespace Emotune.Pipeline.Faults;

/// <summary>File systems that are full or read-only.</summary>
public sealed class FileSystemTests(ITestOutputHelper output)
{
    [Fact]
    public void A_disk_that_fills_up_anywhere_is_a_coded_error_and_after_making_room_the_digests_are_the_undisturbed_ones()
    {
        using var disk = new SmallFileSystem();
        using var workspace = new Workspace();
        var target = "-p:ArtifactsRoot=" + disk.Root;
        var artifacts = Path.Combine(disk.Root, "small");
        workspace.Build(target).AssertRan([.. Workspace.AllStages]);
        var undisturbed = ArtifactFiles.Digests(artifacts);
        var stages = new HashSet<string>(StringComparer.Ordinal);
        for (var (pages, code) = (0, 1); code != 0; pages += 3)
        {
            Directory.Delete(artifacts, recursive: true);
            disk.FillBut(pages);
            var full = workspace.Build(target);
            code = full.ExitCode;
            stages.Add(full.Ran.Count == 0 ? "none" : full.Ran[^1].Split(' ')[^1]);
            output.WriteLine($"{pages} pages free: exit {code}, {full.Ran.Count} stages asked");
            Assert.True(code == 0 || full.Output.Contains("error EXP2004: ", StringComparison.Ordinal), full.Output);
            Assert.DoesNotContain("   at ", full.Output, StringComparison.Ordinal);
            disk.MakeRoom();
            Assert.Equal(0, workspace.Build(target).ExitCode);
            Assert.Equal(undisturbed, ArtifactFiles.Digests(artifacts));
        }
        output.WriteLine("Filled in: " + string.Join(", ", stages));
        Assert.Superset(
            new HashSet<string>(
                ["none", "Prepare", "Train", "Predict", "Calibrate", "Evaluate", "Explain", "Compare", "Plot", "Report"],
                StringComparer.Ordinal), stages);
    }

    [Fact]
    public void A_read_only_folder_is_a_coded_error()
    {
        using var disk = new SmallFileSystem();
        using var workspace = new Workspace();
        var target = "-p:ArtifactsRoot=" + disk.Root;
        workspace.Build(target);
        var undisturbed = ArtifactFiles.Digests(Path.Combine(disk.Root, "small"));
        workspace.Edit("experiment.yaml", "0.002", "0.001");
        disk.MakeReadOnly(true);
        var refused = workspace.Build(target);
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("error EXP2004: ", refused.Output, StringComparison.Ordinal);
        Assert.Equal(0, workspace.BuildWith("Status", target).ExitCode);
        Assert.Equal(undisturbed, ArtifactFiles.Digests(Path.Combine(disk.Root, "small")));
        disk.MakeReadOnly(false);
        workspace.Build(target).AssertRan(Workspace.AfterLoraTrain);
    }
}
